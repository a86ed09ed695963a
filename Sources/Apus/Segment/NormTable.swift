import Glibc

/// The norms of all documents of a segment in one field.
package struct NormTable {
    /// `documentCount` bytes, 0 where the document has no token in the field; valid for as long as the reader lives.
    package let bytes: UnsafePointer<UInt8>
    package let documentCount: Int
    /// Keeps the bytes alive.
    package let owner: NormsReader

    @inline(__always)
    package subscript(document: UInt32) -> UInt8 {
        precondition(Int(document) < documentCount, "the document is one of the segment")
        return bytes[Int(document)]
    }
}

/// A sparse field's norms, spread out to one byte a document. Pages without any norm are never touched.
final class ExpandedNorms: @unchecked Sendable {
    // Written before anybody else sees the object, and only read afterwards.
    let bytes: UnsafeMutablePointer<UInt8>

    init?(count: Int) {
        guard let memory = calloc(max(1, count), 1) else { return nil }
        bytes = memory.assumingMemoryBound(to: UInt8.self)
    }

    deinit { free(bytes) }
}
