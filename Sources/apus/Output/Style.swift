import ArgumentParser
import Glibc

/// Whether output is coloured.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
}

/// Colours of a terminal, or none.
struct Style {
    let isColored: Bool

    init(_ choice: ColorChoice, isTerminal: Bool) {
        switch choice {
        case .always: isColored = true
        case .never: isColored = false
        case .auto: isColored = isTerminal && getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
        }
    }

    func title(_ text: String) -> String { painted(text, "1;36") }
    func match(_ text: String) -> String { painted(text, "1;33") }
    func dim(_ text: String) -> String { painted(text, "2") }

    private func painted(_ text: String, _ code: String) -> String { isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }

    /// Text from outside as a terminal may see it: control characters, C1 ones too, and what turns the direction of writing, are shown
    /// as the replacement character.
    static func safe(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { isUnsafe($0) ? ($0 == "\n" || $0 == "\t" ? " " : "\u{FFFD}") : $0 }))
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
