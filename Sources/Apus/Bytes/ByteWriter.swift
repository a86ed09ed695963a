/// Appends little-endian integers, varints and runs of bytes to a buffer.
package struct ByteWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package var count: Int { bytes.count }

    package mutating func integer<T: FixedWidthInteger>(_ value: T) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func byte(_ value: UInt8) { bytes.append(value) }

    package mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    package mutating func varint(_ value: Int) { varint(UInt64(value)) }

    package mutating func run(_ run: some Sequence<UInt8>) { bytes.append(contentsOf: run) }

    /// Bytes behind a varint that counts them.
    package mutating func counted(_ run: some Collection<UInt8>) {
        varint(run.count)
        bytes.append(contentsOf: run)
    }

    package mutating func string(_ text: String) { counted(text.utf8) }

    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
