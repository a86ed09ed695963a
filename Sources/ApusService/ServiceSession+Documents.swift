import Apus
import ApusWire

extension ServiceSession {
    func get(_ request: Request, _ cancellation: Cancellation?, _ emit: (Record) -> Void) throws(WireError) {
        guard !request.tail.isEmpty else { throw WireError(.badRequest, text: "`get` needs an id") }
        let snapshot = try snapshot(request, cancellation)
        do {
            guard var document = try snapshot.document(id: request.text) else {
                throw WireError(.notFound, text: "no document has the id \(request.text)")
            }
            if let fields = request.list(.fields), !fields.contains("*") {
                document.fields.removeAll { !fields.contains($0.name) }
            }
            emit(.document(document))
            emit(.ok([]))
        } catch { throw WireError(any: error) }
    }

    /// A JSON object as the tail, or the counted bytes of a body in the format that the request names.
    func add(_ request: Request, _ emit: (Record) -> Void) throws(WireError) {
        let bytes = request.body ?? request.tail
        let document = try document(request, bytes)
        let source = request[.source]
        let entry = try entry(request)
        emit(
            try change(request, bytes: bytes.count) { (pending) throws(DocumentError) in
                try pending.add(document, source: source.map { PendingChanges.Source(path: $0, entry: entry) })
            })
    }

    /// What the file of a document was like, where all of it is said.
    private func entry(_ request: Request) throws(WireError) -> SourceTable.Entry? {
        guard let size = try request.count(.size), let time = request[.time], let hash = request[.hash] else { return nil }
        guard let modified = Int64(time), let number = UInt64(hash, radix: 16) else {
            throw WireError(.badRequest, text: "the options `time` and `hash` must be nanoseconds and hexadecimal digits")
        }
        return SourceTable.Entry(size: UInt64(size), modified: modified, hash: number)
    }

    private func document(_ request: Request, _ bytes: [UInt8]) throws(WireError) -> Document {
        let format = try request.choice(.format, among: ["auto", "json", "text"]) ?? "auto"
        let isJSON = format == "json" || (format == "auto" && (request.body == nil || bytes.first == UInt8(ascii: "{")))
        guard isJSON else {
            guard let id = request[.id] else { throw WireError(.badRequest, text: "a text needs the option `id`") }
            return Document(id: id, ["text": .string(String(decoding: bytes, as: UTF8.self))])
        }
        do throws(DocumentError) {
            var document = try Document(json: bytes, defaultID: request[.id])
            if let id = request[.id] { document.id = id }
            return document
        } catch { throw WireError(.badRequest, text: "\(error)") }
    }

    func delete(_ request: Request, _ cancellation: Cancellation?, _ emit: (Record) -> Void) throws(WireError) {
        let named = try named(request)
        if let source = request[.source] {
            return emit(try change(request, bytes: source.utf8.count) { $0.delete(source: source) })
        }
        guard let query = request[.query] else {
            guard !request.tail.isEmpty else { throw WireError(.badRequest, text: "`delete` needs an id, or the option `query`") }
            return emit(try change(request, bytes: request.tail.count) { $0.delete(id: request.text) })
        }
        var search = SearchRequest(query)
        search.matching = try request.isOn(.all) ? .all : .any
        search.isPhrase = try request.isOn(.phrase)
        search.isStrict = try request.isOn(.strict)
        search.limit = service.limits.hits
        search.total = .exact
        search.snippetLength = nil
        do {
            let result = try named.index.snapshot().search(search, cancellation: cancellation)
            // All or nothing: what was found in part is not deleted.
            if let damaged = result.damage.first { throw WireError(damaged) }
            guard result.partial == nil else { throw WireError(.timeout, text: "the query was not answered in time") }
            guard result.total <= search.limit else { throw WireError.tooLarge("hits", maximum: search.limit) }
            for warning in result.warnings {
                emit(.warning(.init(code: warning.code, offset: warning.offset, text: warning.text)))
            }
            let bytes = result.hits.reduce(0) { $0 + $1.id.utf8.count }
            let found = try change(request, bytes: bytes) { pending in for hit in result.hits { pending.delete(id: hit.id) } }
            guard case .ok(let properties) = found else { return emit(found) }
            emit(.ok(properties + [Property("found", result.hits.count)]))
        } catch { throw WireError(any: error) }
    }

    /// Changes what waits for the commit, within the limits of the connection and of all of them; gives the answer.
    func change(
        _ request: Request, bytes: Int, _ body: (inout PendingChanges) throws(DocumentError) -> Void
    ) throws(WireError) -> Record {
        let named = try named(request)
        return try state.withLock { (state) throws(WireError) in
            // Taken out while it grows, so that it is not copied.
            var pending = state.pending.removeValue(forKey: named.name) ?? PendingChanges(schema: named.index.latest.schema)
            defer { state.pending[named.name] = pending }
            guard pending.bytes <= service.limits.pending - bytes else {
                throw .tooLarge("pending", maximum: service.limits.pending)
            }
            try service.reserve(bytes)
            do throws(DocumentError) {
                try body(&pending)
                pending.bytes += bytes
            } catch {
                service.release(bytes)
                throw WireError(.badRequest, text: "\(error)")
            }
            return .ok([Property("pending", pending.changes.count)])
        }
    }

    /// Makes what this connection added and deleted visible and durable as one.
    func commit(_ request: Request, _ emit: (Record) -> Void) throws(WireError) {
        let named = try named(request)
        let waiting = state.withLock { $0.pending.removeValue(forKey: named.name) }
        guard let pending = waiting else { return emit(.ok([Property("generation", named.index.latest.generation)])) }
        defer { service.release(pending.bytes) }
        do {
            let generation = try pending.commit(to: named.index)
            emit(.ok([Property("generation", generation)]))
        } catch { throw WireError(any: error) }
    }

    /// Whether a file is indexed as it is now: by size and time, else by size and hash. Without a file: all that are.
    func known(_ request: Request, _ cancellation: Cancellation?, _ emit: (Record) -> Void) throws(WireError) {
        let snapshot = try snapshot(request, cancellation)
        if let damaged = snapshot.sourcesDamage { throw WireError(damaged) }
        let sources = snapshot.sources
        guard !request.tail.isEmpty else {
            let paths: [String]
            do throws(DamagedFile) { paths = try sources?.paths() ?? [] } catch { throw WireError(any: error) }
            for path in paths { emit(.term(.init(term: path))) }
            return emit(.ok([]))
        }
        let entry = sources?[request.text]
        var isKnown = entry != nil
        if let size = try request.count(.size) { isKnown = isKnown && entry?.size == UInt64(size) }
        if let time = request[.time] { isKnown = isKnown && entry?.modified == Int64(time) }
        if let hash = request[.hash] { isKnown = isKnown && entry?.hash == UInt64(hash, radix: 16) }
        var properties = [Property("known", isKnown ? 1 : 0)]
        if let entry {
            properties += [
                Property("size", entry.size), Property("time", entry.modified),
                Property("hash", .text(String(entry.hash, radix: 16))),
            ]
        }
        emit(.ok(properties))
    }
}
