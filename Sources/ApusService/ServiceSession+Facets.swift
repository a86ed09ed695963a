import Apus
import ApusWire

extension ServiceSession {
    private static let valuesAfterDeadline = 100

    /// Counts the values of fields, of all documents where there is no query.
    func facets(
        _ request: Request, _ time: RequestTime, _ cancellation: Cancellation?, _ emit: (Record) -> Void
    ) throws(WireError) {
        var search = try searchRequest(request)
        if request.tail.isEmpty { search.question = .tree(.everything) }
        search.limit = 0
        search.total = .exact
        search.snippetLength = nil
        search.facets = try facets(request, limit: try request.count(.limit))
        guard !search.facets.isEmpty else {
            throw WireError(.badRequest, text: "`facets` needs the option `facet`: fields with commas between them")
        }
        let result = try found(request, search, time, cancellation)
        tell(result.facets, time, emit)
        warn(result, emit)
        let why = result.partial ?? (time.writing?.look() ?? false ? .timeout : nil)
        let partial = why.map { [Property("partial", .text($0.rawValue))] } ?? []
        emit(
            .ok(
                [Property("total", result.total)] + partial + [
                    Property("generation", .integer(Int64(clamping: result.generation)))
                ]))
    }

    /// The fields to be counted. - Parameter limit: of values, where a field does not tell its own.
    func facets(_ request: Request, limit: Int? = nil) throws(WireError) -> [FacetRequest] {
        var facets: [FacetRequest] = []
        for text in request.list(.facet) ?? [] {
            do throws(SearchError) {
                facets.append(try FacetRequest(text, usually: limit ?? FacetRequest.usualLimit))
            } catch { throw WireError(search: error) }
        }
        return facets
    }

    /// Behind the deadline, the first values of each.
    func tell(_ facets: [FacetCounts], _ time: RequestTime, _ emit: (Record) -> Void) {
        for facet in facets {
            for (place, value) in facet.values.enumerated() {
                if place >= Self.valuesAfterDeadline, let deadline = time.writing, deadline.passes(owing: 0) { break }
                emit(.facet(.init(field: facet.request.field, value: value.text, count: value.count)))
            }
        }
    }
}
