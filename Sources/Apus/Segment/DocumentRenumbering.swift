/// Which documents of a segment live on in a merge, and under which numbers.
///
/// A merge joins its inputs in order and keeps the order of documents in each, so the new numbers ascend, unless it reorders.
package struct DocumentRenumbering: Sendable {
    /// Documents of the old segment, the dead ones among them.
    package let documentCount: Int
    /// The new number of the first document that lives.
    package let first: UInt32
    package let liveCount: Int
    /// Whether the new numbers ascend.
    package let keepsOrder: Bool
    /// Whether nothing is dropped or reordered: then a document's new number is its old one plus `first`.
    package let keepsAll: Bool
    /// By old number, `.max` for a document that is dropped; empty where the new number follows from the old one.
    private let numbers: [UInt32]

    package init(documentCount: Int, first: UInt32, isDeleted: ((UInt32) -> Bool)? = nil) {
        self.documentCount = documentCount
        self.first = first
        keepsOrder = true
        guard let isDeleted else {
            (numbers, liveCount, keepsAll) = ([], documentCount, true)
            return
        }
        var next = first
        let numbers = (0..<UInt32(documentCount)).map { document -> UInt32 in
            if isDeleted(document) { return .max }
            defer { next += 1 }
            return next
        }
        liveCount = Int(next - first)
        keepsAll = liveCount == documentCount
        self.numbers = keepsAll ? [] : numbers
    }

    /// The same documents under the numbers that `permutation` gives those that they have here.
    package func followed(by permutation: [UInt32]) -> DocumentRenumbering {
        let numbers = (0..<UInt32(documentCount)).map { document in self[document].map { permutation[Int($0)] } ?? .max }
        return DocumentRenumbering(permuted: numbers, liveCount: liveCount)
    }

    private init(permuted numbers: [UInt32], liveCount: Int) {
        (documentCount, first, self.liveCount, self.numbers) = (numbers.count, 0, liveCount, numbers)
        (keepsOrder, keepsAll) = (false, false)
    }

    /// The new number; nil for a document that is dropped.
    @inline(__always)
    package subscript(document: UInt32) -> UInt32? {
        if keepsAll { return first + document }
        let number = numbers[Int(document)]
        return number == .max ? nil : number
    }
}

/// One segment's part as it goes into a merge.
package struct MergeInput<Reader: Sendable>: Sendable {
    package let reader: Reader
    package let documents: DocumentRenumbering

    package init(_ reader: Reader, _ documents: DocumentRenumbering) {
        self.reader = reader
        self.documents = documents
    }
}
