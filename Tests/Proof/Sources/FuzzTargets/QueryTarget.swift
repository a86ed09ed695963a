@testable import Apus

extension FuzzTarget {
    /// Any bytes as a query: printing the tree and reading it again gives the same one.
    static let query = FuzzTarget("query", "the query parser; printed trees are read again as the same") {
        [
            "a b +c -d \"e f\"~3", "a AND (b OR NOT c) NEAR/5 \"x y\"", "title:=\"minerals deal\" (title,text):peace",
            "n:[1 TO 5} x:<3 d:2025-03",
            "pursu* p?rsue /pea[ck]e/ rutte~2 like:a peace^2 *", "“ready to pursu*” «a (b OR c)»",
            "http://a.org/x?page 12:30 U.S.",
            "a SENTENCE b PARAGRAPH c ONEAR/2 d", "\"pursue (peace OR war)\"",
        ].map { [0] + Array($0.utf8) }
    } run: { bytes in
        var input = FuzzInput(bytes)
        let mode = input.byte()
        let text = String(decoding: input.takeRest(), as: UTF8.self)
        let isField: (String) -> Bool = { ["title", "text", "n", "x", "d"].contains($0) }
        let parser = QueryParser(fieldNames: isField, matching: mode & 1 == 0 ? .any : .all)
        let parsed: ParsedQuery
        do throws(QueryLimits.Exceeded) {
            parsed = mode & 2 == 0 ? try parser.parse(text) : try parser.parse(phrase: text)
        } catch { return }
        let offsets = parsed.warnings.map(\.offset)
        try promise(offsets == offsets.sorted() && offsets.allSatisfy { 0...text.utf8.count ~= $0 }, "warnings at \(offsets)")
        let printed = parsed.query.description
        guard printed.utf8.count <= QueryLimits().bytes else { return }
        // A query at a limit may be longer when printed, and so past it.
        let again: ParsedQuery
        do throws(QueryLimits.Exceeded) { again = try QueryParser(fieldNames: isField).parse(printed) } catch { return }
        try promise(again.query == parsed.query, "\(text.debugDescription) prints as \(printed.debugDescription)")
    }
}
