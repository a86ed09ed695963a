/// Little-endian integers of one width that lie one after the other in borrowed bytes.
///
/// The bytes were checked to hold `count` of them; whoever made the array keeps them alive.
package struct PackedIntegers<Element: FixedWidthInteger> {
    private let base: UnsafeRawPointer?
    package let count: Int

    package static var stride: Int { MemoryLayout<Element>.size }

    /// As many whole integers as the bytes hold.
    package init(_ bytes: UnsafeRawBufferPointer) {
        base = bytes.baseAddress
        count = bytes.count / Self.stride
    }

    @inline(__always)
    package subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count, "the index is within the array")
        // In range by the line above, so the load stays inside the bytes.
        return Element(littleEndian: base.unsafelyUnwrapped.loadUnaligned(fromByteOffset: index &* Self.stride, as: Element.self))
    }

    /// The first index in `range` whose integer is not below `target`, in an ascending array. O(log count).
    package func lowerBound(of target: Element, in range: Range<Int>) -> Int {
        partition(range) { self[$0] >= target }
    }
}
