/// `"…"` with the escapes `\"`, `\\`, `\t`, `\n`, `\r` and `\xHH`: how values with spaces travel in options and at the end of replies.
struct QuotedValue {
    var bytes: [UInt8] = []
    /// The index after the closing quote.
    var end: Int

    /// Reads what begins with a quote; nil where it is not closed or has another escape.
    init?(_ source: Slice<UnsafeBufferPointer<UInt8>>) {
        end = source.startIndex + 1
        while end < source.endIndex {
            let byte = source[end]
            end += 1
            switch byte {
            case UInt8(ascii: "\""): return
            case UInt8(ascii: "\\"): guard readEscape(source) else { return nil }
            default: bytes.append(byte)
            }
        }
        return nil
    }

    private mutating func readEscape(_ source: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard end < source.endIndex else { return false }
        let byte = source[end]
        end += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "x"):
            guard source.endIndex - end >= 2, let high = Self.digit(source[end]), let low = Self.digit(source[end + 1]) else {
                return false
            }
            bytes.append(high << 4 | low)
            end += 2
        default: return false
        }
        return true
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Appends a value, bare where it can be.
    static func append(_ value: String, to bytes: inout [UInt8]) {
        guard value.isEmpty || value.utf8.contains(where: { $0 <= 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x7F }) else {
            return bytes.append(contentsOf: value.utf8)
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 { append(byte, to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
        case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
        case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
        case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
        case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
        case 0..<0x20, 0x7F:
            bytes.append(contentsOf: #"\x"#.utf8)
            bytes.append(hexadecimal(byte >> 4))
            bytes.append(hexadecimal(byte & 0xF))
        default: bytes.append(byte)
        }
    }

    private static func hexadecimal(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
