import Apus
import ApusWire

extension ServiceSession {
    /// Why a document scores what it does for a query, or which part of it the document fails first.
    func explain(
        _ request: Request, _ time: RequestTime, _ cancellation: Cancellation?, _ emit: (Record) -> Void
    ) throws(WireError) {
        guard let id = request[.id] else { throw WireError(.badRequest, text: "`explain` needs the option `id`") }
        var search = try searchRequest(request)
        let snapshot = try snapshot(request, timeout: time.left(of: search.timeout), cancellation)
        search.timeout = time.left(of: search.timeout)
        search.bm25 = try ranking(request, over: snapshot.bm25)
        search.combination = try combination(request)
        let explained: ExplainedDocument?
        do { explained = try snapshot.explain(search, id: id, cancellation: cancellation) } catch { throw WireError(any: error) }
        guard let explained else { throw WireError(.notFound, text: "there is no document \(id)") }
        emit(.explanation(.init(id: explained.id, explanation: explained.explanation)))
        for warning in explained.warnings {
            emit(.warning(.init(code: warning.code, offset: warning.offset, text: warning.text)))
        }
        for file in snapshot.damage { emit(.damage(.init(file))) }
        let partial = snapshot.damage.isEmpty ? [] : [Property("partial", .text(SearchResult.Partial.segment.rawValue))]
        emit(.ok(partial + [Property("generation", .integer(Int64(clamping: snapshot.generation)))]))
    }
}
