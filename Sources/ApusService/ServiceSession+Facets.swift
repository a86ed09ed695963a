import Apus
import ApusWire

extension ServiceSession {
    /// Counts the values of fields, of all documents where there is no query.
    func facets(_ request: Request, _ cancellation: Cancellation?, _ emit: (Record) -> Void) throws(WireError) {
        var search = try searchRequest(request)
        if request.tail.isEmpty { search.question = .tree(.everything) }
        search.limit = 0
        search.total = .exact
        search.snippetLength = nil
        search.facets = try facets(request, limit: try request.count(.limit))
        guard !search.facets.isEmpty else {
            throw WireError(.badRequest, text: "`facets` needs the option `facet`: fields with commas between them")
        }
        let result = try found(request, search, cancellation)
        tell(result.facets, emit)
        warn(result, emit)
        let partial = result.partial.map { [Property("partial", .text($0.rawValue))] } ?? []
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

    func tell(_ facets: [FacetCounts], _ emit: (Record) -> Void) {
        for facet in facets {
            for value in facet.values {
                emit(.facet(.init(field: facet.request.field, value: value.text, count: value.count)))
            }
        }
    }
}
