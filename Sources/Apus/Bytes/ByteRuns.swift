import Glibc

/// Runs of bytes that lie one behind the other, found by number through the array of their ends.
///
/// An end takes 4 bytes while all runs together have less than 4 GiB, else 8. Whoever made the table keeps its bytes alive.
package struct ByteRuns {
    private enum Ends {
        case narrow(PackedIntegers<UInt32>)
        case wide(PackedIntegers<UInt64>)
    }

    private let bytes: UnsafeRawBufferPointer
    private let ends: Ends
    package let count: Int

    /// Bytes that an end takes when the last one is `byteCount`.
    package static func endBytes(_ byteCount: UInt64) -> Int { byteCount <= UInt64(UInt32.max) ? 4 : 8 }

    package init(_ bytes: UnsafeRawBufferPointer, ends: UnsafeRawBufferPointer) {
        self.bytes = bytes
        if Self.endBytes(UInt64(bytes.count)) == 4 {
            let narrow = PackedIntegers<UInt32>(ends)
            (self.ends, count) = (.narrow(narrow), narrow.count)
        } else {
            let wide = PackedIntegers<UInt64>(ends)
            (self.ends, count) = (.wide(wide), wide.count)
        }
    }

    /// A run, or nil where its ends are not in order or outside the bytes. The number must be below `count`.
    @inline(__always)
    package subscript(index: Int) -> UnsafeRawBufferPointer? {
        let start = index == 0 ? 0 : end(index - 1)
        let end = end(index)
        guard start <= end, end <= bytes.count else { return nil }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    }

    @inline(__always)
    private func end(_ index: Int) -> Int {
        switch ends {
        case .narrow(let ends): Int(ends[index])
        case .wide(let ends): Int(clamping: ends[index])
        }
    }
}

/// The order of bytes as numbers from 0 to 255, a prefix before what it begins: below 0, 0 or above 0.
@inline(__always)
package func bytewiseOrder(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Int {
    let common = min(one.count, other.count)
    guard common > 0, let left = one.baseAddress, let right = other.baseAddress else { return one.count - other.count }
    let order = Int(memcmp(left, right, common))
    return order == 0 ? one.count - other.count : order
}
