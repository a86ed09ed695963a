import Apus

/// A cheap request, as the library takes it and as a line of the protocol.
struct AskedKind {
    var name: String
    /// The line up to the query.
    var head: String
    var request: SearchRequest

    static let count: AskedKind = {
        var request = SearchRequest("")
        request.limit = 0
        request.snippetLength = nil
        request.total = .exact
        return AskedKind(name: "count", head: "count -- ", request: request)
    }()

    static let search: AskedKind = {
        var request = SearchRequest("")
        request.limit = 1
        request.snippetLength = nil
        return AskedKind(name: "search limit=1 snippet=0", head: "search limit=1 snippet=0 -- ", request: request)
    }()

    static let all = [count, search]

    func line(_ query: String) -> [UInt8] { Array("\(head)\(query)\n".utf8) }
}
