/// Finds the one byte that was changed in bytes that end in their CRC-32.
///
/// A CRC is linear: the sum of what was expected and what is found depends on the change alone, its place and its bits, not on the other
/// bytes (Peterson and Brown 1961). From the last byte to the first that sum is taken back by one byte a step, until it is what a single
/// byte adds. O(n).
struct ByteCorrection {
    /// Longer runs would give too many places that fit by chance: one in 2³² of the changes tried does.
    private static let mostBytes = 1 << 20

    private let bytes: [UInt8]
    /// Places and what to change there by exclusive or.
    private let changes: [(place: Int, bits: UInt8)]

    /// Nil where the checksum is right, or the bytes are too many or too few.
    init?(_ bytes: [UInt8]) {
        let end = bytes.count - 4
        guard end > 0, bytes.count <= Self.mostBytes else { return nil }
        let stored = bytes[end...].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let found = bytes.withUnsafeBytes { Checksum(of: UnsafeRawBufferPointer(rebasing: $0[..<end])).value }
        guard stored != found else { return nil }
        self.bytes = bytes
        changes = Self.changes(of: stored ^ found, count: end)
    }

    /// The changed byte of bytes that end in their checksum; nil where no single one explains the sum, or several do.
    static func place(in bytes: UnsafeRawBufferPointer) -> Int? {
        guard bytes.count <= mostBytes, let found = ByteCorrection(Array(bytes)), found.changes.count == 1 else { return nil }
        return found.changes[0].place
    }

    /// What `read` makes of the corrected bytes, where exactly one correction makes anything.
    func only<Value>(_ read: ([UInt8]) -> Value?) -> Value? {
        var values: [Value] = []
        for change in changes {
            var corrected = bytes
            corrected[change.place] ^= change.bits
            if let value = read(corrected) { values.append(value) }
        }
        return values.count == 1 ? values[0] : nil
    }

    private static func changes(of difference: UInt32, count: Int) -> [(place: Int, bits: UInt8)] {
        // The checksum itself may be what was changed.
        var changes = (0..<4).compactMap { place -> (place: Int, bits: UInt8)? in
            let bits = UInt8(truncatingIfNeeded: difference >> UInt32(8 * place))
            return difference == UInt32(bits) << UInt32(8 * place) ? (count + place, bits) : nil
        }
        table.withUnsafeBufferPointer { table in
            byteByTop.withUnsafeBufferPointer { byteByTop in
                var (state, place) = (difference, count)
                while place > 0 {
                    place -= 1
                    let bits = byteByTop[Int(state >> 24)]
                    let sum = table[Int(bits)]
                    if sum == state { changes.append((place, bits)) }
                    state = (state ^ sum) << 8 | UInt32(bits)
                }
            }
        }
        return changes
    }

    /// What a byte adds to a checksum of zeros (ISO 3309, bits reversed).
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
    }

    /// The byte whose entry in the table has this highest byte; no two have the same.
    private static let byteByTop: [UInt8] = {
        var bytes = [UInt8](repeating: 0, count: 256)
        for byte in table.indices { bytes[Int(table[byte] >> 24)] = UInt8(byte) }
        return bytes
    }()
}
