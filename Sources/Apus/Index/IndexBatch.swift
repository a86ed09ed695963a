/// The changes of one commit, in order.
public struct IndexBatch {
    package let writer: IndexWriter

    init(_ writer: IndexWriter) { self.writer = writer }

    /// Adds a document, in place of one with the same id. One that does not fit the schema is refused and leaves the batch as it was.
    public mutating func add(_ document: Document) throws { try writer.add(document) }

    /// Deletes the document with this id, if there is one, in the index or among those added before.
    public mutating func delete(id: String) throws { writer.delete(id: id) }

    /// Defines a field before a document shows it: a keyword, or one that is not stored.
    public mutating func define(_ field: FieldDefinition) throws { try writer.define(field) }

    /// Gives all text fields to come a language: bare words are found by their stems, quoted words stay exact. It is chosen once, before
    /// there is any text. Throws `LanguageError` where the system's libstemmer is missing or lacks the language.
    public mutating func define(_ language: Language) throws { try writer.define(language) }

    /// Says what documents are ranked by from this commit on. Nothing is indexed anew for it. Throws `DocumentError.parameter`.
    public mutating func define(_ bm25: BM25) throws { try writer.define(bm25) }

    /// Says how words score that are in several text fields, from this commit on. Fields may come later; those that never come do not
    /// matter. Throws `DocumentError.parameter`.
    public mutating func define(_ combination: FieldCombination) throws { try writer.define(combination) }
}
