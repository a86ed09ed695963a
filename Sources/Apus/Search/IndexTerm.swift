/// A term of an index: a word as it is indexed, or the value of a keyword.
public struct IndexTerm: Equatable, Sendable {
    /// The word.
    public var term: String
    /// Documents that hold it, those that are deleted but not yet merged away among them; of several fields those of the one where they
    /// are most.
    public var documentCount: Int
    /// How far it is from the word that was asked for; 0 where none was.
    public var edits = 0

    /// A term of its parts.
    public init(term: String, documentCount: Int, edits: Int = 0) {
        (self.term, self.documentCount, self.edits) = (term, documentCount, edits)
    }
}

/// Terms that were asked for.
public struct TermList: Equatable, Sendable {
    /// In the order that was asked for.
    public var terms: [IndexTerm]
    /// Whether the deadline came first, so that some may be missing.
    public var isPartial: Bool

    /// A list of its parts.
    public init(terms: [IndexTerm], isPartial: Bool) { (self.terms, self.isPartial) = (terms, isPartial) }
}
