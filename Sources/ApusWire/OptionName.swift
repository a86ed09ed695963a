/// The options of all verbs. The raw value is the key on the wire.
public enum OptionName: String, CaseIterable, Sendable {
    case after, all, any, b, combine, decay, explain, facet, field, fields, filter, format, hash, id, index, k1, language, limit
    case minimumGeneration = "min-generation"
    case offset, passages, phrase, query, reorder, repair, segments, size, snippet, sort, source, spans, strict, synonyms, time,
        timeout,
        total

    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// The option of that key. O(1).
    public init?(name: String) {
        guard let option = Self.byName[name] else { return nil }
        self = option
    }

    /// Whether it can be given several times: each value counts.
    public var mayRepeat: Bool { self == .filter || self == .index }

    /// What its value is.
    public var kind: OptionKind {
        switch self {
        case .all, .any, .explain, .phrase, .reorder, .repair, .spans, .strict: .switch
        case .limit, .offset, .passages, .segments, .size, .snippet, .minimumGeneration: .count
        case .b, .k1: .number
        case .timeout: .duration
        case .fields, .facet: .list
        case .total: .choice(["exact", "bounded", "none"])
        case .format: .choice(["rows", "json"])
        case .after, .combine, .decay, .field, .filter, .hash, .id, .index, .language, .query, .sort, .source, .synonyms, .time:
            .text
        }
    }
}

/// What the value of an option is.
public enum OptionKind: Equatable, Sendable {
    /// `1` or `0`.
    case `switch`
    /// A whole number from 0.
    case count
    /// A number from 0, with or without a fraction.
    case number
    /// A number with its unit: `250ms`, `2s`, `1m`; a bare number counts seconds.
    case duration
    /// Names with commas between them.
    case list
    case text
    /// One of these words.
    case choice([String])

    /// How the value is shown where the option is explained: `limit=N`.
    public var placeholder: String {
        switch self {
        case .switch: "1"
        case .count: "N"
        case .number: "X"
        case .duration: "2s"
        case .list: "A,B"
        case .text: "TEXT"
        case .choice(let words): words.joined(separator: "|")
        }
    }
}
