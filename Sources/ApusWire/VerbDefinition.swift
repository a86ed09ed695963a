/// What a verb takes and does: the row of the table that decoding, `help` and the suggestions in errors all read.
public struct VerbDefinition: Sendable {
    /// The verb.
    public let verb: Verb
    /// What the rest of the line is, which is also its name in the JSON dialect; nil when there must be none.
    public let tail: String?
    /// The options that it takes.
    public let options: [OptionName]
    /// One line for a person.
    public let purpose: String

    /// What the value of one of its options is.
    public func kind(of option: OptionName) -> OptionKind {
        guard option == .format else { return option.kind }
        return .choice(verb == .add ? ["auto", "json", "text"] : ["rows", "json"])
    }

    /// How the verb is used: `analyze [field=TEXT] [index=TEXT] TEXT`.
    public var usage: String {
        let options = options.map { "[\($0.rawValue)=\(kind(of: $0).placeholder)]" }
        return ([verb.rawValue] + options + (tail.map { [$0.uppercased()] } ?? [])).joined(separator: " ")
    }
}

extension Verb {
    private static let definitions = Dictionary(uniqueKeysWithValues: table.map { ($0.verb, $0) })

    /// The verb's row of the table.
    public var definition: VerbDefinition {
        guard let definition = Self.definitions[self] else { preconditionFailure("the table misses the verb \(rawValue)") }
        return definition
    }

    private static let reading: [OptionName] = [.index, .minimumGeneration]
    private static let matching: [OptionName] = [.any, .all, .phrase, .strict, .synonyms, .filter]

    private static let table: [VerbDefinition] = [
        .init(
            verb: .search, tail: "query",
            options: [.limit, .offset, .after] + matching
                + [
                    .sort, .fields, .snippet, .passages, .spans, .facet, .explain, .k1, .b, .combine, .decay, .timeout, .total,
                    .format,
                ] + reading,
            purpose: "ranked hits"),
        .init(
            verb: .count, tail: "query", options: matching + [.timeout, .total] + reading,
            purpose: "the number of matching documents"),
        .init(
            verb: .explain, tail: "query", options: [.id] + matching + [.k1, .b, .combine] + reading,
            purpose: "why a document scores what it does"),
        .init(verb: .get, tail: "id", options: [.fields, .format] + reading, purpose: "a stored document"),
        .init(verb: .analyze, tail: "text", options: [.field, .index], purpose: "the words of a text as they are indexed"),
        .init(
            verb: .parse, tail: "query", options: [.any, .all, .phrase, .strict, .synonyms, .index],
            purpose: "a query as it is understood"),
        .init(verb: .terms, tail: "prefix", options: [.field, .limit, .after] + reading, purpose: "the words of a field"),
        .init(verb: .suggest, tail: "text", options: [.field, .limit] + reading, purpose: "words that begin like this"),
        .init(
            verb: .add, tail: "document", options: [.id, .format, .source, .size, .time, .hash, .index],
            purpose: "a document for the next commit: {json}, or {n} and n bytes"),
        .init(
            verb: .delete, tail: "id", options: [.query, .any, .all, .phrase, .strict, .source, .index],
            purpose: "takes documents out at the next commit"),
        .init(verb: .commit, tail: nil, options: [.index], purpose: "makes what was added and deleted visible and durable"),
        .init(verb: .stats, tail: nil, options: reading, purpose: "what the index holds"),
        .init(
            verb: .check, tail: nil, options: [.repair, .index],
            purpose: "reads everything and tells what is damaged; repair=1 keeps what is whole and puts aside the rest"),
        .init(
            verb: .merge, tail: nil, options: [.segments, .reorder, .index],
            purpose: "makes few segments of many; reorder=1 puts similar documents near each other"),
        .init(
            verb: .backup, tail: "name", options: [.index], purpose: "copies the index into backups/NAME in its directory"),
        .init(
            verb: .schema, tail: nil, options: [.field, .language, .k1, .b, .combine] + reading,
            purpose:
                "the fields and their types; field=NAME=TYPE[:LANGUAGE] defines one at the next commit, language=L the language of others, k1=, b= and combine= what documents are ranked by"
        ),
        .init(
            verb: .known, tail: "id", options: [.size, .time, .hash] + reading, purpose: "whether a file is indexed as it is now"),
        .init(
            verb: .facets, tail: "query", options: [.facet, .limit] + matching + reading, purpose: "values of a field, counted"),
        .init(verb: .batch, tail: nil, options: reading, purpose: "one commit for all untagged requests up to `end`"),
        .init(verb: .end, tail: nil, options: [], purpose: "ends a batch"),
        .init(verb: .cancel, tail: "target", options: [], purpose: "stops the request of that tag"),
        .init(verb: .hello, tail: nil, options: [], purpose: "the version and the limits"),
        .init(verb: .help, tail: "about", options: [], purpose: "this list"),
        .init(verb: .ping, tail: nil, options: [], purpose: "answers at once"),
        .init(verb: .status, tail: nil, options: [], purpose: "what the daemon does now"),
        .init(verb: .reload, tail: nil, options: [.index], purpose: "looks for commits made by others"),
        .init(verb: .shutdown, tail: nil, options: [], purpose: "finishes what runs and stops the daemon"),
        .init(verb: .quit, tail: nil, options: [], purpose: "ends the connection"),
    ]
}
