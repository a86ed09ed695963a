/// Reads little-endian integers, varints and runs of bytes from borrowed bytes, and never past their end.
///
/// Whoever makes a reader keeps the bytes alive for as long as it is used.
package struct ByteReader {
    package let bytes: UnsafeRawBufferPointer
    package private(set) var offset = 0

    package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    package var remaining: Int { bytes.count - offset }
    package var isAtEnd: Bool { offset == bytes.count }

    package mutating func integer<T: FixedWidthInteger>(_ type: T.Type = T.self) throws(CorruptBytes) -> T {
        let size = MemoryLayout<T>.size
        guard remaining >= size else { throw CorruptBytes(at: offset, "\(size) bytes expected, \(remaining) left") }
        defer { offset += size }
        return T(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
    }

    @inline(__always)
    package mutating func byte() throws(CorruptBytes) -> UInt8 {
        guard offset < bytes.count else { throw missing(1) }
        defer { offset &+= 1 }
        return bytes[offset]
    }

    /// A varint of at most ten bytes, low groups first; the shortest form is not demanded.
    @inline(__always)
    package mutating func varint() throws(CorruptBytes) -> UInt64 {
        if offset < bytes.count, bytes[offset] < 0x80 {
            defer { offset &+= 1 }
            return UInt64(bytes[offset])
        }
        return try longVarint()
    }

    @inline(never)
    private mutating func longVarint() throws(CorruptBytes) -> UInt64 {
        if var word = varintWord(), word.hasOne {
            defer { offset &+= word.bytesTaken }
            return word.take()
        }
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while offset < bytes.count, shift < 64 {
            let byte = bytes[offset]
            offset += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw CorruptBytes(at: offset, "a varint does not end")
    }

    /// The next eight bytes, to take varints of; nil where there are fewer.
    @inline(__always)
    func varintWord() -> VarintWord? {
        guard remaining >= 8 else { return nil }
        return VarintWord(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
    }

    /// Passes over bytes that are there.
    @inline(__always)
    mutating func skip(_ count: Int) { offset &+= min(count, remaining) }

    /// A varint that counts something of which at most `limit` can be there.
    @inline(__always)
    package mutating func count(upTo limit: Int) throws(CorruptBytes) -> Int {
        let start = offset
        let value = try varint()
        guard value <= UInt64(max(0, limit)) else { throw Self.tooMany(value, limit, at: start) }
        return Int(truncatingIfNeeded: value)
    }

    @inline(never)
    private static func tooMany(_ value: UInt64, _ limit: Int, at offset: Int) -> CorruptBytes {
        CorruptBytes(at: offset, "\(value) is more than \(limit)")
    }

    @inline(__always)
    package mutating func run(_ count: Int) throws(CorruptBytes) -> UnsafeRawBufferPointer {
        guard count >= 0, remaining >= count else { throw missing(count) }
        defer { offset &+= count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset &+ count])
    }

    @inline(never)
    private func missing(_ count: Int) -> CorruptBytes {
        CorruptBytes(at: offset, "\(count) bytes expected, \(remaining) left")
    }

    /// Bytes behind a varint that counts them.
    package mutating func counted() throws(CorruptBytes) -> UnsafeRawBufferPointer {
        let length = try count(upTo: remaining)
        return try run(length)
    }

    /// Text behind a varint that counts its bytes; it must be UTF-8.
    package mutating func string() throws(CorruptBytes) -> String {
        let start = offset
        guard let text = String(validating: try counted(), as: UTF8.self) else {
            throw CorruptBytes(at: start, "text is not UTF-8")
        }
        return text
    }

    package mutating func seek(to target: Int) throws(CorruptBytes) {
        guard target >= 0, target <= bytes.count else { throw CorruptBytes(at: offset, "offset \(target) is outside") }
        offset = target
    }
}
