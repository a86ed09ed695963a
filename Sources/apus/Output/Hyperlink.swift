import Glibc

/// Links that a terminal opens (OSC 8), where it is known to have them.
enum Hyperlink {
    /// A text that leads to a file, where the id of a document is the path of one; else the text itself.
    static func file(_ id: String, shown text: String) -> String {
        guard isSupported, let path = realpath(id, nil) else { return text }
        defer { free(path) }
        return "\u{1B}]8;;file://\(host)\(encoded(path))\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
    }

    /// As terminals tell it; others show escapes that they do not know, or nothing.
    static let isSupported: Bool = {
        func value(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
        if value("TERM") == "dumb" { return false }
        if (Int(value("VTE_VERSION")) ?? 0) >= 5000 || (Int(value("KONSOLE_VERSION")) ?? 0) >= 201_200 { return true }
        if !value("WT_SESSION").isEmpty || !value("KITTY_WINDOW_ID").isEmpty || !value("DOMTERM").isEmpty { return true }
        if ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby"].contains(value("TERM_PROGRAM")) { return true }
        return ["xterm-kitty", "foot", "foot-extra", "alacritty", "contour", "wezterm", "xterm-ghostty"].contains(value("TERM"))
    }()

    private static let host: String = {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }()

    /// A path as a URL has it: every byte but those that mean themselves as two hexadecimal digits.
    private static func encoded(_ path: UnsafePointer<CChar>) -> String {
        let digits = Array("0123456789ABCDEF")
        var url = ""
        for byte in String(cString: path).utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
                url.unicodeScalars.append(Unicode.Scalar(byte))
            default: url += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return url
    }
}
