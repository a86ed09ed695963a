@testable import Apus

/// Random documents with typed fields: some missing, some with several values, with zeros of both signs, huge numbers, dates before
/// 1970, keywords that are empty, long, or differ behind their 255th byte.
struct TypedCorpus {
    static let definitions = [
        FieldDefinition(name: "tag", type: .keyword), FieldDefinition(name: "price", type: .number),
        FieldDefinition(name: "rank", type: .number), FieldDefinition(name: "date", type: .date),
        FieldDefinition(name: "open", type: .boolean), FieldDefinition(name: "text", type: .text),
    ]
    static let fields = ["tag", "price", "rank", "date", "open", "text"]

    var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    private static let long = String(repeating: "x", count: 300)
    private static let tags =
        ["", "a", "A", "a b", "ab", "b", "zebra", "é", "日本", "\u{10FFFF}", long, long + "1", long + "2"]
        + (0..<30).map { "t\($0)" }
    private static let prices: [FieldValue] = [
        .number(-0.0), .integer(0), .number(1e300), .number(-1e300), .number(.leastNonzeroMagnitude),
        .number(-.leastNonzeroMagnitude), .integer(.max), .integer(.min),
        .number(0.1), .number(0.3), .number(-0.1),
    ]
    static let words = ["peace", "war", "talks", "café", "minerals", "deal", "zone", "1984", "ready"]

    mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }
    mutating func isTrue(oneIn count: Int = 2) -> Bool { number(0..<count) == 0 }

    mutating func document(id: String) -> Document {
        var fields: [Document.Field] = []
        for name in Self.fields where name == "rank" || name == "text" || !isTrue(oneIn: 4) {
            let count = name == "rank" || !isTrue(oneIn: 3) ? 1 : number(1..<5)
            fields.append(Document.Field(name: name, values: (0..<count).map { _ in value(of: name) }))
        }
        return Document(id: id, fields: fields)
    }

    mutating func value(of field: String) -> FieldValue {
        switch field {
        case "tag": .string(Self.tags.randomElement(using: &random)!)
        case "price": isTrue(oneIn: 3) ? Self.prices.randomElement(using: &random)! : .integer(Int64(number(-50..<50)))
        case "rank": .integer(Int64(number(0..<1000) * 12))
        case "date": .string(date())
        case "open": .boolean(isTrue())
        default: .string((0..<number(0..<6)).map { _ in Self.words.randomElement(using: &random)! }.joined(separator: " "))
        }
    }

    /// In UTC with milliseconds, so that texts rank as the instants do and a year, a month or a day is a prefix.
    mutating func date() -> String {
        func digits(_ value: Int, _ count: Int) -> String { String(String(value + 100_000).suffix(count)) }
        if isTrue(oneIn: 6) {
            return [
                "1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00.000Z", "0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z",
            ]
            .randomElement(using: &random)!
        }
        let (year, month) = ([1812, 1969, 1970, 2024, 2025].randomElement(using: &random)!, number(1..<13))
        let day = number(1..<29) + (month != 2 && isTrue(oneIn: 9) ? 2 : 0)
        return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))T"
            + (isTrue(oneIn: 4)
                ? "00:00:00.000Z"
                : "\(digits(number(0..<24), 2)):\(digits(number(0..<60), 2)):00.\(digits(number(0..<1000), 3))Z")
    }

    /// A range with bounds that documents may have; of a date also a year, a month or a day.
    mutating func range(of field: String) -> Query.Range {
        Query.Range(lower: bound(of: field), upper: bound(of: field), includesLower: isTrue(), includesUpper: isTrue())
    }

    private mutating func bound(of field: String) -> String? {
        if isTrue(oneIn: 5) { return nil }
        switch field {
        case "date": return String(date().prefix([4, 7, 10, 24].randomElement(using: &random)!))
        case "text": return Self.words.randomElement(using: &random)!.uppercased()
        default: return TypedModel.text(value(of: field))
        }
    }

    /// An index of several segments with replaced and deleted documents.
    mutating func index(documents: Int, commits: Int, deletes: Bool) throws -> Index {
        let index = try SmallIndex([], defining: Self.definitions).index
        for commit in 0..<commits {
            try index.write { batch in
                for number in 0..<documents / commits {
                    let again = deletes && isTrue(oneIn: 8)
                    try batch.add(document(id: "d\(again ? 0 : commit)-\(number)"))
                    if deletes, isTrue(oneIn: 8) { try batch.delete(id: "d\(self.number(0..<commit + 1))-\(number / 2)") }
                }
            }
        }
        return index
    }
}
