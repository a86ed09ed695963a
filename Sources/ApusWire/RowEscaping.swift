/// Fields of rows as in PostgreSQL's COPY: `\t`, `\n`, `\r` and `\\` stand for what would break the row.
enum RowEscaping {
    static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { append($0, to: &bytes) }
    }

    /// Plain runs are copied as a whole.
    static func append(_ utf8: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        var start = 0
        for (offset, byte) in utf8.enumerated() {
            guard let letter = letter(for: byte) else { continue }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<offset]))
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(letter)
            start = offset + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
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
