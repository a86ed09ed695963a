import Apus
import ApusWire

extension ServiceSession {
    func stats(_ request: Request, _ cancellation: Cancellation?, _ emit: (Record) -> Void) throws(WireError) {
        let snapshot = try snapshot(request, cancellation)
        let statistics = snapshot.indexStatistics
        func stat(_ name: String, _ value: some BinaryInteger) { emit(.stat(.init(name, .integer(Int64(clamping: value))))) }
        stat("documents", statistics.documents)
        stat("deleted", statistics.deleted)
        stat("segments", statistics.segments)
        stat("terms", statistics.terms)
        stat("tokens", statistics.tokens)
        stat("pairs", statistics.pairs)
        stat("fields", statistics.fields.count)
        for field in statistics.fields {
            emit(.stat(.init("field.\(field.name).type", .text(field.type.name + (field.isStored ? "" : ",unstored")))))
            guard field.type == .text else { continue }
            stat("field.\(field.name).documents", field.documents)
            stat("field.\(field.name).tokens", field.tokens)
        }
        let bm25 = snapshot.bm25
        for (name, value) in [("k1", bm25.k1), ("b", bm25.b)] { emit(.stat(.init(name, .number(value)))) }
        emit(.stat(.init("combine", .text("\(snapshot.combination)"))))
        stat("bytes", statistics.bytes)
        for part in statistics.bytesByPart { stat("bytes.\(part.name)", part.bytes) }
        stat("generation", statistics.generation)
        for file in snapshot.damage { emit(.damage(.init(file))) }
        emit(.ok([Property("generation", statistics.generation)]))
    }

    func merge(_ request: Request, _ emit: (Record) -> Void) throws(WireError) {
        let index = try named(request).index
        do {
            try index.merge(toSegments: max(1, request.count(.segments) ?? 1), reordering: request.isOn(.reorder))
            let snapshot = try index.snapshot()
            emit(.ok([Property("segments", snapshot.segments.count), Property("generation", snapshot.generation)]))
        } catch { throw WireError(any: error) }
    }

    func schema(_ request: Request, _ cancellation: Cancellation?, _ emit: (Record) -> Void) throws(WireError) {
        guard request[.field] == nil || request[.language] == nil else {
            throw WireError(
                .badRequest, text: "the options `field` and `language` exclude each other; a field's own is field=NAME=text:L")
        }
        let (change, combination) = (try BM25.Change(request), try combination(request))
        if change != nil || combination != nil {
            guard request[.field] == nil, request[.language] == nil else {
                throw WireError(.badRequest, text: "the options `k1`, `b` and `combine` go without `field` and `language`")
            }
            return try define(change, combination, request, emit)
        }
        if let definition = request[.field] { return try define(definition, request, emit) }
        if let language = request[.language] { return try define(language: language, request, emit) }
        for field in try snapshot(request, cancellation).schema.fields { emit(.field(field)) }
        emit(.ok([]))
    }

    /// `NAME=TYPE[:LANGUAGE][,unstored]`
    private func define(_ definition: String, _ request: Request, _ emit: (Record) -> Void) throws(WireError) {
        let name = definition.prefix { $0 != "=" }
        let words = definition.dropFirst(name.count + 1).split(separator: ",").map(String.init)
        let kind = words.first?.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init) ?? []
        guard !name.isEmpty, let type = kind.first.flatMap({ FieldType(name: $0) }),
            words.dropFirst().allSatisfy({ $0 == "unstored" })
        else {
            throw WireError(.badRequest, text: "the option `field` must be NAME=TYPE[:LANGUAGE][,unstored]")
        }
        let language = kind.count == 2 ? try UnknownName.language(kind[1]) : nil
        try checkStemmer(of: language, request)
        let field = FieldDefinition(name: String(name), type: type, isStored: words.count == 1, language: language)
        emit(try change(request, bytes: name.utf8.count) { (pending) throws(DocumentError) in try pending.define(field) })
    }

    private func define(language name: String, _ request: Request, _ emit: (Record) -> Void) throws(WireError) {
        let language = try UnknownName.language(name)
        try checkStemmer(of: language, request)
        emit(try change(request, bytes: name.utf8.count) { (pending) throws(DocumentError) in try pending.define(language) })
    }

    /// What cannot be stemmed is refused when it is asked for, not at the commit.
    private func checkStemmer(of language: Language?, _ request: Request) throws(WireError) {
        guard let language else { return }
        let stemming = try named(request).index.options.analyzer.stemming
        do throws(LanguageError) { _ = try stemming.version(of: language) } catch { throw WireError(any: error) }
    }

    func reload(_ request: Request, _ emit: (Record) -> Void) throws(WireError) {
        do { emit(.ok([Property("generation", try named(request).index.snapshot().generation)])) } catch {
            throw WireError(any: error)
        }
    }

    /// One commit of each index for the untagged requests up to `end`.
    func beginBatch(_ request: Request, _ emit: (Record) -> Void) throws(WireError) {
        do {
            var snapshots: [String: Snapshot] = [:]
            for named in service.indexes { snapshots[named.name] = try named.index.snapshot() }
            let generation = try indexes(request).reduce(UInt64(0)) { $0 &+ (snapshots[$1.name]?.generation ?? 0) }
            state.withLock { ($0.batch, $0.joined) = (snapshots, [:]) }
            emit(.ok([Property("generation", generation)]))
        } catch { throw WireError(any: error) }
    }

    func endBatch(_ emit: (Record) -> Void) {
        state.withLock { ($0.batch, $0.joined) = (nil, [:]) }
        emit(.ok([]))
    }

    func help(_ request: Request, _ emit: (Record) -> Void) throws(WireError) {
        let verbs = request.tail.isEmpty ? Verb.allCases : [try UnknownName.verb(request.tail)]
        for verb in verbs {
            emit(.command(.init(verb: verb.rawValue, usage: verb.definition.usage, text: verb.definition.purpose)))
        }
        emit(.ok([]))
    }

    func status(_ emit: (Record) -> Void) {
        for property in service.properties { emit(.stat(.init(property.key, property.value))) }
        for (name, value) in service.limits.named { emit(.stat(.init("max-\(name)", .integer(Int64(value))))) }
        if let timeout = service.limits.timeout { emit(.stat(.init("timeout", .microseconds(timeout.microseconds)))) }
        for named in service.indexes {
            let snapshot = named.index.latest
            emit(.stat(.init("index.\(named.name).documents", .integer(Int64(snapshot.documentCount)))))
            emit(.stat(.init("index.\(named.name).generation", .integer(Int64(clamping: snapshot.generation)))))
        }
        emit(.ok([]))
    }
}
