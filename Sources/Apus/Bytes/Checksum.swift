import CZlib

/// CRC-32 (ISO 3309, as in gzip) of bytes that arrive in pieces.
package struct Checksum: Equatable {
    package private(set) var value: UInt32 = 0

    package init() {}

    package init(of bytes: UnsafeRawBufferPointer) { update(bytes) }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        value = UInt32(truncatingIfNeeded: crc32_z(UInt(value), base, bytes.count))
    }

    /// The checksum of these bytes followed by `count` others whose checksum is `next`. O(log count).
    package func followed(by next: Checksum, count: Int) -> Checksum {
        var joined = self
        joined.value = UInt32(truncatingIfNeeded: crc32_combine(UInt(value), UInt(next.value), count))
        return joined
    }
}
