/// Fields of rows as in PostgreSQL's COPY: `\t`, `\n`, `\r` and `\\` stand for what would break the row.
enum RowEscaping {
    static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { append($0, to: &bytes) }
    }

    /// Plain runs are copied as a whole.
    static func append(_ utf8: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        var (start, offset) = (0, 0)
        while offset < utf8.count {
            offset = plainEnd(of: utf8, from: offset)
            guard offset < utf8.count else { break }
            if let letter = letter(for: utf8[offset]) {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<offset]))
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(letter)
                start = offset + 1
            }
            offset += 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    }

    /// Up to where there is neither a backslash nor a control character: eight bytes are looked at in one step, as in Mycroft's test for a
    /// zero byte; the first match of a word is exact.
    private static func plainEnd(of utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let (ones, highBits): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        let raw = UnsafeRawBufferPointer(utf8)
        var offset = start
        while utf8.count - offset >= 8 {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let backslashes = word ^ ones &* UInt64(UInt8(ascii: "\\"))
            // Wrapping is what the subtraction is for.
            let found = (((word &- ones &* 0x20) & ~word) | ((backslashes &- ones) & ~backslashes)) & highBits
            if found != 0 { return offset + found.trailingZeroBitCount / 8 }
            offset += 8
        }
        while offset < utf8.count, utf8[offset] >= 0x20, utf8[offset] != UInt8(ascii: "\\") { offset += 1 }
        return offset
    }

    /// The text of a field. A backslash before anything else stands for itself.
    static func text(_ field: some Collection<UInt8>) -> String {
        guard field.contains(UInt8(ascii: "\\")) else { return String(decoding: field, as: UTF8.self) }
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in field {
            if isEscaped, let escaped = Self.byte(for: byte) {
                bytes[bytes.count - 1] = escaped
                isEscaped = false
            } else {
                bytes.append(byte)
                isEscaped = byte == UInt8(ascii: "\\")
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func letter(for byte: UInt8) -> UInt8? {
        switch byte {
        case 0x09: UInt8(ascii: "t")
        case 0x0A: UInt8(ascii: "n")
        case 0x0D: UInt8(ascii: "r")
        case UInt8(ascii: "\\"): byte
        default: nil
        }
    }

    private static func byte(for letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "\\"): letter
        default: nil
        }
    }
}
