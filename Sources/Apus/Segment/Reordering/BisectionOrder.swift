/// The order of the documents while it is bisected. Each part of it belongs to one thread at a time.
final class BisectionOrder: @unchecked Sendable {
    // Allocated here and freed at the end: a place for each document, none read before it is written. `documents` and `keys` are by
    // place in the order, `sides` by document; subscripts are checked in debug builds, and every part is checked where it is made.
    private let documents: UnsafeMutableBufferPointer<UInt32>
    private let keys: UnsafeMutableBufferPointer<UInt64>
    private let sides: UnsafeMutableBufferPointer<Bool>

    init(documentCount: Int) {
        documents = .allocate(capacity: documentCount)
        keys = .allocate(capacity: documentCount)
        sides = .allocate(capacity: documentCount)
        for document in 0..<documentCount { documents[document] = UInt32(document) }
        keys.initialize(repeating: 0)
        sides.initialize(repeating: false)
    }

    deinit {
        documents.deallocate()
        keys.deallocate()
        sides.deallocate()
    }

    /// The documents of the whole order.
    var all: [UInt32] { Array(documents) }

    /// The documents of a part; valid for as long as this object lives.
    func documents(_ part: Range<Int>) -> UnsafeMutableBufferPointer<UInt32> {
        UnsafeMutableBufferPointer(rebasing: documents[part])
    }

    /// Room for a key a document of a part.
    func keys(_ part: Range<Int>) -> UnsafeMutableBufferPointer<UInt64> { UnsafeMutableBufferPointer(rebasing: keys[part]) }

    /// Whether the document is in the left half of its part.
    @inline(__always)
    func isLeft(_ document: UInt32) -> Bool { sides[Int(document)] }

    @inline(__always)
    func put(_ document: UInt32, left isLeft: Bool) { sides[Int(document)] = isLeft }

    /// Brings the documents of the left half before the others; those of a half keep their order. O(count).
    func partSides(_ part: Range<Int>) {
        let (documents, scratch) = (documents(part), keys(part))
        var (lefts, rights) = (0, 0)
        for document in documents {
            if isLeft(document) {
                documents[lefts] = document
                lefts += 1
            } else {
                scratch[rights] = UInt64(document)
                rights += 1
            }
        }
        for place in 0..<rights { documents[lefts + place] = UInt32(truncatingIfNeeded: scratch[place]) }
    }
}
