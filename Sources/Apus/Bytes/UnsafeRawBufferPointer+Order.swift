import Glibc

extension UnsafeRawBufferPointer {
    /// Whether these bytes come before others, as numbers from 0 to 255, a prefix before what it begins. O(common bytes).
    @inline(__always)
    package func precedes(_ other: UnsafeRawBufferPointer) -> Bool {
        let common = Swift.min(count, other.count)
        guard common > 0, let left = baseAddress, let right = other.baseAddress else { return count < other.count }
        let order = memcmp(left, right, common)
        return order == 0 ? count < other.count : order < 0
    }
}
