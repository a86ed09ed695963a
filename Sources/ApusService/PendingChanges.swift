import Apus

/// What a connection added and deleted since its last commit, in order.
struct PendingChanges: Sendable {
    /// The file that a document came from, and what it was like.
    struct Source: Sendable {
        var path: String
        var entry: SourceTable.Entry?
    }

    enum Change: Sendable {
        case add(Document, Source?)
        case delete(String)
        case deleteSource(String)
        case define(FieldDefinition)
        case defineLanguage(Language)
        case rank(BM25.Change)
        case combine(FieldCombination)
    }

    private(set) var changes: [Change] = []
    /// What they are counted as against the limits.
    var bytes = 0
    /// What the index's will be with these changes, so that a document that does not fit is refused when it comes, not at the commit.
    private var schema: Schema

    init(schema: Schema) { self.schema = schema }

    mutating func add(_ document: Document, source: Source?) throws(DocumentError) {
        try schema.admit(document)
        changes.append(.add(document, source))
    }

    mutating func delete(id: String) { changes.append(.delete(id)) }

    mutating func delete(source: String) { changes.append(.deleteSource(source)) }

    mutating func define(_ field: FieldDefinition) throws(DocumentError) {
        try schema.declare(field)
        changes.append(.define(field))
    }

    /// Gives the text fields to come a language.
    mutating func define(_ language: Language) throws(DocumentError) {
        try schema.declare(language, stemVersion: 0)
        changes.append(.defineLanguage(language))
    }

    /// Says what documents are ranked by.
    mutating func define(_ change: BM25.Change) throws(DocumentError) {
        try change.applied(to: .standard).check()
        changes.append(.rank(change))
    }

    /// Says how words score that are in several text fields.
    mutating func define(_ combination: FieldCombination) throws(DocumentError) {
        try combination.check()
        changes.append(.combine(combination))
    }

    /// Commits all of it, or nothing; gives the generation.
    func commit(to index: Index) throws -> UInt64 {
        try index.write { batch in
            for change in changes {
                switch change {
                case .delete(let id): try batch.delete(id: id)
                case .deleteSource(let source): batch.writer.delete(source: source)
                case .define(let field): try batch.define(field)
                case .defineLanguage(let language): try batch.define(language)
                case .rank(let change): try batch.writer.define(change)
                case .combine(let combination): try batch.define(combination)
                case .add(let document, let source):
                    try batch.writer.add(document, source: source?.path)
                    if let source, let entry = source.entry { batch.writer.note(source: source.path, entry) }
                }
            }
        }
    }
}
