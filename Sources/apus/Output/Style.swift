import Apus
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
    /// A text of our own as `Rendering` marks what was found.
    func match(_ text: String) -> String { isColored ? Rendering.ansi.render(text, marking: [0..<text.utf8.count]) : text }
    func dim(_ text: String) -> String { painted(text, "2") }

    private func painted(_ text: String, _ code: String) -> String { isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }

    /// Text from outside as a terminal may see it.
    static func safe(_ text: String) -> String { SafeText.shown(text) }
}

extension Rendering: ExpressibleByArgument {}
