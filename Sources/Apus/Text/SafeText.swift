/// Text from outside, as a terminal or a line may hold it. No byte of a document steers what shows it. O(bytes).
package enum SafeText {
    /// What a line in a pipe may hold: it often ends on a terminal after all. Control characters, C1 ones too, become the replacement
    /// character, and tabs and line ends spaces; what turns the direction of writing stays, as some languages need it.
    package static func line(_ text: String) -> String {
        replaced(text, where: isControl)
    }

    /// What a terminal may show in a line: as `line`, and what turns the direction of writing is replaced too.
    package static func shown(_ text: String) -> String {
        replaced(text, where: isUnsafe)
    }

    /// Several lines for a terminal; their ends and tabs stay.
    package static func lines(_ text: String) -> String {
        replaced(text) { $0 != "\n" && $0 != "\t" && isUnsafe($0) }
    }

    /// JSON for a terminal: what a terminal may not show is written as `\uXXXX`, which means the same. What is below U+0020 is written so
    /// everywhere, and all of the others stand inside of strings.
    package static func json(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: isSuspect) else { return bytes }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(bytes.count + 64)
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if scalar != "\n", isUnsafe(scalar) {
                let digits = String(scalar.value, radix: 16)
                escaped += Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
            } else {
                escaped += Array(scalar.utf8)
            }
        }
        return escaped
    }

    private static func replaced(_ text: String, where isReplaced: (Unicode.Scalar) -> Bool) -> String {
        guard text.utf8.contains(where: isSuspect), text.unicodeScalars.contains(where: isReplaced) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isReplaced($0) ? substitute($0) : $0 }))
    }

    private static func substitute(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: " "
        default: "\u{FFFD}"
        }
    }

    /// Bytes that control characters and marks of direction begin with; most texts have none of them.
    private static func isSuspect(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE2 }

    /// C0 and C1 controls, and the separators of lines and paragraphs, at which some readers end a line.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
        default: false
        }
    }

    /// A control character, or one that embeds, overrides or isolates a direction of writing. Mere marks of it, as Hebrew and Arabic have them, stay.
    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x202A...0x202E, 0x2066...0x2069: true
        default: isControl(scalar)
        }
    }
}
