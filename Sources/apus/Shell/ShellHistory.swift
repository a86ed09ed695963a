import Glibc

/// The lines that were typed before, kept in a file of its owner: `$XDG_STATE_HOME/apus/history`, else `~/.local/state/apus/history`.
///
/// A history that cannot be read or written is no reason to answer nothing: it is then one of this session alone.
struct ShellHistory {
    static let mostLines = 1000

    private(set) var lines: [String] = []
    private let path: String?

    init(path: String? = Self.usualPath) {
        self.path = path
        guard let path, let text = Self.content(of: path) else { return }
        lines = text.split(separator: "\n").suffix(Self.mostLines).map(String.init)
    }

    /// Adds a line without the spaces at its end, in the file too, unless it is empty or the one before again.
    mutating func add(_ line: String) {
        let line = String(line.reversed().drop { $0 == " " }.reversed())
        guard !line.isEmpty, line != lines.last else { return }
        lines.append(line)
        let isFull = lines.count > Self.mostLines
        if isFull { lines.removeFirst(lines.count - Self.mostLines) }
        guard let path else { return }
        Self.makeFolder(of: path)
        Self.write(isFull ? lines.joined(separator: "\n") + "\n" : line + "\n", to: path, appending: !isFull)
    }

    private static var usualPath: String? {
        func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } }
        if let state = value("XDG_STATE_HOME") { return state + "/apus/history" }
        return value("HOME").map { $0 + "/.local/state/apus/history" }
    }

    private static func content(of path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < 1 << 24, case let count = read(file, &piece, piece.count), count > 0 { bytes += piece[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func makeFolder(of path: String) {
        var place = path.startIndex
        while let slash = path[path.index(after: place)...].firstIndex(of: "/") {
            mkdir(String(path[..<slash]), 0o700)
            place = slash
        }
    }

    private static func write(_ text: String, to path: String, appending: Bool) {
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (appending ? O_APPEND : O_TRUNC), 0o600)
        guard file >= 0 else { return }
        defer { close(file) }
        _ = Array(text.utf8).withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    }
}

/// A walk through a history with the arrow keys. What was being typed stands at its end.
struct HistoryWalk {
    private var lines: [String]
    private var place: Int

    init(_ history: ShellHistory) {
        lines = history.lines + [""]
        place = lines.count - 1
    }

    mutating func older(than text: String) -> String? { move(by: -1, from: text) }
    mutating func newer(than text: String) -> String? { move(by: 1, from: text) }

    private mutating func move(by step: Int, from text: String) -> String? {
        guard lines.indices.contains(place + step) else { return nil }
        lines[place] = text
        place += step
        return lines[place]
    }
}
