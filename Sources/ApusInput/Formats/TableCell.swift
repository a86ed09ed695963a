import Apus

/// One cell of a table, which is a string unless its field is known to be something else.
enum TableCell {
    /// A cell that is not of the type stays a string, and is refused where the schema is checked.
    static func value(_ text: String, type: FieldType?) -> FieldValue {
        switch type {
        case .number: number(text) ?? .string(text)
        case .boolean: boolean(text) ?? .string(text)
        case .date: .string(trimmed(text))
        case .text, .keyword, nil: .string(text)
        }
    }

    /// As JSON writes numbers, with spaces around and a plus sign allowed.
    private static func number(_ text: String) -> FieldValue? {
        let digits = trimmed(text)
        var reader = JSONReader()
        switch try? reader.read(digits.hasPrefix("+") ? String(digits.dropFirst()) : digits) {
        case .integer(let integer): return .integer(integer)
        case .number(let number): return .number(number)
        default: return nil
        }
    }

    private static func boolean(_ text: String) -> FieldValue? {
        switch trimmed(text).lowercased() {
        case "true": .boolean(true)
        case "false": .boolean(false)
        default: nil
        }
    }

    private static func trimmed(_ text: String) -> String { String(decoding: trimmed(Array(text.utf8)), as: UTF8.self) }

    /// Without spaces and tabs around.
    static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        let rest = bytes.drop(while: isSpace)
        return Array(rest.prefix(upTo: rest.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? rest.startIndex))
    }
}
