/// What the dictionary says of a term: how often it occurs and where its lists are.
package struct TermEntry: Equatable, Sendable {
    /// Documents that hold the term.
    package var documentFrequency: UInt32
    /// Occurrences in all of them.
    package var totalFrequency: UInt64
    /// The one document of a term that occurs in one only; it has no bytes in the postings file.
    package var onlyDocument: DocumentID
    package var postingsOffset: Int
    package var postingsLength: Int
    package var positionsOffset: Int
    /// 0 where the field keeps no positions.
    package var positionsLength: Int
}
