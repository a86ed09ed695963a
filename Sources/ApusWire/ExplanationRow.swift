import Apus

/// An explanation as rows of text: `EXPLAIN depth value op name facts query`, a node before its parts; or one row with `fails`.
///
/// Facts are `tf=2.0 dl=40.0`, places in the query `0-5 12-17`.
enum ExplanationRow {
    static func rows(of explanation: Record.Explanation) -> [Record.Row] {
        switch explanation.explanation {
        case .failure(let failure):
            let place = failure.place.map { ["\($0.lowerBound)-\($0.upperBound)"] } ?? [""]
            let filter = failure.filter.map { ["\($0)"] } ?? []
            return [row(["0", "0.0", "fails", failure.text, failure.reason] + place + filter)]
        case .score(let tree):
            var rows: [Record.Row] = []
            append(tree.root, value: "\(tree.score)", depth: 0, to: &rows)
            return rows
        }
    }

    private static func append(_ part: ScorePart, value: String, depth: Int, to rows: inout [Record.Row]) {
        let facts = part.facts.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        let places = part.places.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: " ")
        rows.append(row(["\(depth)", value, part.operation.rawValue, part.name, facts, places]))
        for part in part.parts { append(part, value: "\(part.value)", depth: depth + 1, to: &rows) }
    }

    private static func row(_ fields: [String]) -> Record.Row { Record.Row(kind: "EXPLAIN", fields: fields) }
}
