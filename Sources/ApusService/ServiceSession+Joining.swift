import Apus
import ApusWire

/// Several indexes as one request means them.
struct JoinedIndexes: Hashable {
    var names: [String]
    /// Where the request says what to rank by.
    var bm25: BM25?
    var combination: FieldCombination?
}

extension ServiceSession {
    /// Verbs that can mean several indexes as one.
    private static let joining: Set<Verb> = [
        .search, .count, .explain, .facets, .terms, .suggest, .parse, .analyze, .batch,
    ]

    /// The one index that a request means.
    func named(_ request: Request) throws(WireError) -> IndexService.Named {
        guard meansOthers(request) else { return try service.index(named: defaultIndexes.first) }
        let found = try indexes(request)
        guard found.count == 1 else {
            throw WireError(.badRequest, text: "`\(request.verb.rawValue)` is about one index, not about \(found.count)")
        }
        return found[0]
    }

    /// The indexes that a request means, in its order.
    func indexes(_ request: Request) throws(WireError) -> [IndexService.Named] {
        guard meansOthers(request) else { return [try service.index(named: defaultIndexes.first)] }
        let values = request.values(.index)
        var found: [IndexService.Named] = []
        for name in values.isEmpty ? defaultIndexes : values.flatMap(names) {
            let named = try service.index(named: name)
            guard !found.contains(where: { $0.name == named.name }) else {
                throw WireError(.badRequest, text: "the index \(name) is named twice")
            }
            found.append(named)
        }
        return found
    }

    /// Whether a request means anything else than the one index that is usual.
    private func meansOthers(_ request: Request) -> Bool { defaultIndexes.count > 1 || request[.index] != nil }

    /// `index=A,B`; a name may hold a comma itself.
    private func names(_ value: String) -> [String] {
        if service.indexes.contains(where: { $0.name == value }) { return [value] }
        return value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    /// The commits of several indexes as one; nil where a request means one index. In a batch they are joined once.
    func joinedSnapshot(_ request: Request) throws(WireError) -> Snapshot? {
        guard meansOthers(request) else { return nil }
        let found = try indexes(request)
        guard found.count > 1 else { return nil }
        guard Self.joining.contains(request.verb) else {
            _ = try named(request)
            return nil
        }
        guard request[.minimumGeneration] == nil else {
            throw WireError(.badRequest, text: "the option `min-generation` is about one index, not about \(found.count)")
        }
        let key = JoinedIndexes(names: found.map(\.name), bm25: try bm25(request), combination: try combination(request))
        let (batch, known) = request.tag == nil ? state.withLock { ($0.batch, $0.joined[key]) } : (nil, nil)
        if let known { return known }
        let joined: Snapshot
        do throws(IndexError) {
            var commits: [Snapshot.Named] = []
            for named in found {
                let snapshot = if let known = batch?[named.name] { known } else { try named.index.snapshot() }
                commits.append(Snapshot.Named(named.name, snapshot))
            }
            joined = try Snapshot(joining: commits, bm25: key.bm25, combination: key.combination)
        } catch { throw WireError(error) }
        if batch != nil { state.withLock { if $0.batch != nil { $0.joined[key] = joined } } }
        return joined
    }

    /// What a request ranks by where it says all of it.
    private func bm25(_ request: Request) throws(WireError) -> BM25? {
        guard let change = try BM25.Change(request), let k1 = change.k1, let b = change.b else { return nil }
        return BM25(k1: k1, b: b)
    }
}
