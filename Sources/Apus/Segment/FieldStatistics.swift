/// What ranking needs to know of one field in a set of documents.
package struct FieldStatistics: Equatable, Sendable {
    /// Documents with at least one token in the field.
    package var documentCount: Int
    /// Tokens of the field in all documents.
    package var tokenCount: UInt64

    package init(documentCount: Int = 0, tokenCount: UInt64 = 0) {
        self.documentCount = documentCount
        self.tokenCount = tokenCount
    }
}
