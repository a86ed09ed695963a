import Apus
import ApusWire

extension ServiceSession {
    private static let usualTerms = 100
    private static let usualSuggestions = 10

    /// `terms PREFIX`: in the order of their bytes.
    func terms(_ request: Request, _ cancellation: Cancellation?, _ emit: (Record) -> Void) throws(WireError) {
        var asked = TermRequest(.beginning(request.text), limit: Self.usualTerms)
        asked.after = request[.after]
        try list(asked, request, cancellation, emit)
    }

    /// `suggest TEXT`: the most common first.
    func suggest(_ request: Request, _ cancellation: Cancellation?, _ emit: (Record) -> Void) throws(WireError) {
        try list(TermRequest(.completing(request.text), limit: Self.usualSuggestions), request, cancellation, emit)
    }

    private func list(
        _ asked: TermRequest, _ request: Request, _ cancellation: Cancellation?, _ emit: (Record) -> Void
    ) throws(WireError) {
        var asked = asked
        if let limit = try request.count(.limit) { asked.limit = limit }
        guard asked.limit <= service.limits.hits else { throw .tooLarge("hits", maximum: service.limits.hits) }
        asked.timeout = service.limits.timeout
        let snapshot = try snapshot(request, cancellation)
        if let name = request[.field] {
            guard let number = snapshot.schema.number(of: name) else {
                throw WireError(.notFound, text: "there is no field \(name)")
            }
            let type = snapshot.schema.fields[number].type
            guard type == .text || type == .keyword else {
                throw WireError(.badRequest, text: "\(name) has values of type \(type.name), and no words")
            }
            asked.field = name
        }
        let found: TermList
        do throws(SearchError) { found = try snapshot.terms(asked, cancellation: cancellation) } catch {
            throw WireError(any: error)
        }
        for term in found.terms { emit(.term(.init(term: term.term, documentCount: term.documentCount))) }
        for file in snapshot.damage { emit(.damage(.init(file))) }
        let why: SearchResult.Partial? = found.isPartial ? .timeout : snapshot.damage.isEmpty ? nil : .segment
        let partial = why.map { [Property("partial", .text($0.rawValue))] } ?? []
        emit(.ok([Property("terms", found.terms.count)] + partial + [Property("generation", snapshot.generation)]))
    }
}
