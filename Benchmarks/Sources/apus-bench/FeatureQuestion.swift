import Apus

/// A question about one feature, as a line has it, and as a request: `COMMAND<TAB>FEATURE<TAB>ARGUMENT…`.
///
/// Commands: `TOP_10` finds the first ten, `COUNT` counts all that match, `LIST` finds the first ten to be compared.
struct FeatureQuestion {
    let command: String
    let feature: String
    let request: SearchRequest

    /// Nil where there is no such feature.
    init?(_ line: String) {
        let parts = line.split(separator: "\t").map(String.init)
        guard parts.count > 2, var request = Self.request(parts[1], Array(parts[2...])) else { return nil }
        (command, feature) = (parts[0], parts[1])
        if command == "COUNT" || !request.facets.isEmpty {
            request.limit = 0
            request.total = .exact
        } else {
            request.total = .none
        }
        self.request = request
    }

    private static func request(_ feature: String, _ arguments: [String]) -> SearchRequest? {
        let first = arguments[0]
        var request = SearchRequest(first)
        if feature != "highlight" { request.snippetLength = nil }
        switch (feature, arguments.count) {
        case ("prefix", 1): request.question = .text(first + "*")
        case ("wildcard", 1): break
        case ("fuzzy", 2): request.question = .text("\(first)~\(arguments[1])")
        case ("slop", 2): request.question = .text("\"\(first)\"~\(arguments[1])")
        case ("near", 2):
            request.question = .text(first.split(separator: " ").joined(separator: " NEAR/\(arguments[1]) "))
        case ("range", 3): request.question = .text("\(first):[\(arguments[1]) TO \(arguments[2])]")
        case ("filter", 4): request.filters = [.text("\(arguments[1]):[\(arguments[2]) TO \(arguments[3])]")]
        case ("sort", 1): request.sort = [SortKey("date", descending: true)]
        case ("categories", 1): request.facets = [FacetRequest(field: "category")]
        case ("years", 1): request.facets = [FacetRequest(field: "date", interval: .year)]
        case ("highlight", 1): break
        default: return nil
        }
        return request
    }
}
