import Apus
import ApusWire

extension ServiceSession {
    private static let defaultLimit = 10
    private static let defaultSnippet = 160

    func search(
        _ request: Request, _ time: RequestTime, _ cancellation: Cancellation?, _ emit: (Record) -> Void
    ) throws(WireError) {
        var search = try searchRequest(request)
        search.limit = try request.count(.limit) ?? Self.defaultLimit
        search.offset = try request.count(.offset) ?? 0
        guard search.limit <= service.limits.hits, search.offset <= service.limits.hits - search.limit else {
            throw .tooLarge("hits", maximum: service.limits.hits)
        }
        search.fields = request.list(.fields)
        let snippet = try request.count(.snippet) ?? Self.defaultSnippet
        search.snippetLength = snippet == 0 ? nil : snippet
        search.showsSpans = try request.isOn(.spans)
        search.passages = try request.count(.passages, maximum: SearchRequest.mostPassages) ?? 0
        search.explains = try request.isOn(.explain)
        search.after = request[.after]
        do throws(SearchError) {
            if let decay = request[.decay] { search.decay = try RecencyDecay(decay) }
            if let sort = request[.sort] { search.sort = try SortKey.keys(sort) }
        } catch { throw WireError(search: error) }
        search.facets = try facets(request)
        let result = try found(request, search, time, cancellation)
        let written = HitWriting(search: search, time: time).write(result.hits, emit)
        tell(result.facets, time, emit)
        warn(result, emit)
        for note in result.notes { emit(.note(note)) }
        emit(.summary(summary(request, result, hits: written, isCut: time.writing?.look() ?? false)))
    }

    func count(
        _ request: Request, _ time: RequestTime, _ cancellation: Cancellation?, _ emit: (Record) -> Void
    ) throws(WireError) {
        var search = try searchRequest(request)
        search.limit = 0
        search.snippetLength = nil
        let isExact = request[.total] == nil || search.total == .exact
        let snapshot = try snapshot(request, timeout: time.left(of: search.timeout), cancellation)
        search.timeout = time.left(of: search.timeout)
        let result: SearchResult
        do throws(SearchError) {
            result =
                isExact
                ? try snapshot.count(search, cancellation: cancellation) : try snapshot.search(search, cancellation: cancellation)
        } catch { throw WireError(any: error) }
        warn(result, emit)
        emit(.summary(summary(request, result, hits: nil)))
    }

    /// What `search`, `count` and `facets` share.
    func searchRequest(_ request: Request) throws(WireError) -> SearchRequest {
        var search = SearchRequest(request.text)
        let (any, all) = (try request.isOn(.any), try request.isOn(.all))
        guard !(any && all) else { throw WireError(.badRequest, text: "the options `any` and `all` exclude each other") }
        search.matching = all ? .all : .any
        search.isPhrase = try request.isOn(.phrase)
        search.isStrict = try request.isOn(.strict)
        search.synonyms = try synonyms(request)
        search.filters = request.values(.filter).map { .text($0) }
        search.timeout = try request.duration(.timeout) ?? service.limits.timeout
        switch try request.choice(.total, among: ["exact", "bounded", "none"]) {
        case "exact": search.total = .exact
        case "none": search.total = .none
        default: search.total = .bounded
        }
        return search
    }

    func found(
        _ request: Request, _ search: SearchRequest, _ time: RequestTime, _ cancellation: Cancellation?
    ) throws(WireError) -> SearchResult {
        let snapshot = try snapshot(request, timeout: time.left(of: search.timeout), cancellation)
        var search = search
        search.timeout = time.left(of: search.timeout)
        time.write(within: search.timeout)
        search.bm25 = try ranking(request, over: snapshot.bm25)
        search.combination = try combination(request)
        do { return try snapshot.search(search, cancellation: cancellation) } catch { throw WireError(any: error) }
    }

    func warn(_ result: SearchResult, _ emit: (Record) -> Void) {
        for warning in result.warnings { emit(.warning(.init(code: warning.code, offset: warning.offset, text: warning.text))) }
        for file in result.damage { emit(.damage(.init(file))) }
    }

    /// - Parameter isCut: whether there was no time to write all of it.
    private func summary(_ request: Request, _ result: SearchResult, hits: Int?, isCut: Bool = false) -> Record.Summary {
        let partial = result.partial ?? (isCut ? .timeout : nil)
        return Record.Summary(
            query: request.text, hits: hits, total: result.total, totalIsExact: result.totalIsExact && partial == nil,
            partial: partial?.rawValue,
            tookMicroseconds: result.took.microseconds, generation: result.generation,
            next: hits == nil || isCut ? nil : result.next)
    }

    func parse(_ request: Request, _ cancellation: Cancellation?, _ emit: (Record) -> Void) throws(WireError) {
        let snapshot = try snapshot(request, cancellation)
        let schema = snapshot.schema
        let parser = QueryParser(fieldNames: { schema.number(of: $0) != nil }, matching: try request.isOn(.all) ? .all : .any)
        let parsed: ParsedQuery
        do {
            parsed = try request.isOn(.phrase) ? parser.parse(phrase: request.text) : parser.parse(request.text)
        } catch { throw WireError(any: error) }
        if try request.isOn(.strict), let warning = parsed.warnings.first {
            throw WireError(.badQuery, [Property("at", warning.offset)], text: warning.text)
        }
        let query = try synonyms(request)?.rewritten(parsed.query, for: snapshot) ?? parsed.query
        emit(.tree(query.description))
        for warning in parsed.warnings { emit(.warning(.init(code: warning.code, offset: warning.offset, text: warning.text))) }
        emit(.ok([]))
    }

    func analyze(_ request: Request, _ cancellation: Cancellation?, _ emit: (Record) -> Void) throws(WireError) {
        let snapshot = try snapshot(request, cancellation)
        var foldsAccents = true
        if let name = request[.field] {
            guard let number = snapshot.schema.number(of: name) else {
                throw WireError(.notFound, text: "there is no field \(name)")
            }
            foldsAccents = snapshot.schema.fields[number].foldsAccents
        }
        for (position, token) in snapshot.analyzer.tokens(in: request.text, foldsAccents: foldsAccents).enumerated() {
            let place = Record.Term.Place(start: token.start, end: token.end, position: position)
            emit(.term(.init(term: String(decoding: token.term, as: UTF8.self), place: place)))
        }
        emit(.ok([]))
    }
}

extension Record.Damage {
    /// Damage as it goes over the wire.
    init(_ file: DamagedFile) { self.init(file: file.file, offset: file.offset, text: file.reason) }
}

extension Record.Hit {
    /// A hit as it goes over the wire.
    init(_ hit: Apus.Hit, of search: SearchRequest) {
        self.init(
            rank: hit.rank, id: hit.id, score: hit.score, fields: hit.fields,
            snippet: hit.snippet.map { Record.Snippet(text: $0.text, spans: $0.spans) },
            spans: search.showsSpans ? hit.spans : nil, explanation: hit.explanation,
            passages: search.passages > 0 ? hit.passages : nil, index: hit.index)
    }
}

extension Duration {
    var microseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
}
