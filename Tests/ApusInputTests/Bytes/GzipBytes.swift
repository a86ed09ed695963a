/// A gzip member that holds its content uncompressed, in blocks of `block` bytes.
func gzipMember(_ content: [UInt8], block: Int = 65_535) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var rest = content[...]
    repeat {
        let part = rest.prefix(block)
        rest = rest.dropFirst(part.count)
        let count = UInt16(part.count)
        bytes += [rest.isEmpty ? 1 : 0] + littleEndian(count) + littleEndian(~count) + part
    } while !rest.isEmpty
    return bytes + littleEndian(crc32(content)) + littleEndian(UInt32(content.count))
}

private func littleEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }

private func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
        (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
}
