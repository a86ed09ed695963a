import Glibc

/// Reads lines from a terminal, with a cursor, a history and completion.
///
/// The terminal is in raw mode only while a line is read. Keys are those of readline: arrows, Home and End, Ctrl-A, -E, -B, -F, -K, -U, -W, -L, -P, -N,
/// Ctrl-C to begin anew, Ctrl-D to end, Tab to complete.
struct LineEditor {
    enum Event: Equatable {
        case line(String)
        /// Ctrl-C: what was typed is dropped.
        case interrupted
        case end
    }

    private let prompt: String
    private let complete: (String) -> [String]
    private var keys = KeyReader()

    /// - Parameters:
    ///   - prompt: without colours; its width is that of its letters.
    ///   - complete: the words that the text before the cursor could end with.
    init(prompt: String, complete: @escaping (String) -> [String]) {
        self.prompt = prompt
        self.complete = complete
    }

    /// Reads one line. What the history holds can be walked and changed without changing the history.
    mutating func read(_ history: ShellHistory) -> Event {
        guard let mode = RawTerminal() else { return .end }
        defer { mode.restore() }
        var line = EditedLine()
        var walk = HistoryWalk(history)
        while true {
            show(line)
            switch keys.next() {
            case .letter(let letter): line.insert(letter)
            case .enter:
                finish(line)
                return .line(line.text)
            case .interrupt:
                finish(line)
                return .interrupted
            case .endOfInput where line.text.isEmpty, .closed:
                write("\r\n")
                return .end
            case .endOfInput, .delete: line.deleteForward()
            case .backspace: line.deleteBackward()
            case .left: line.move(by: -1)
            case .right: line.move(by: 1)
            case .home: line.moveToStart()
            case .end: line.moveToEnd()
            case .killToEnd: line.deleteToEnd()
            case .killToStart: line.deleteToStart()
            case .killWord: line.deleteWord()
            case .clear: write("\u{1B}[H\u{1B}[2J")
            case .up: if let text = walk.older(than: line.text) { line = EditedLine(text) }
            case .down: if let text = walk.newer(than: line.text) { line = EditedLine(text) }
            case .tab: complete(&line)
            case .other: break
            }
        }
    }

    /// Puts in what all completions share; where nothing is gained, shows them.
    private func complete(_ line: inout EditedLine) {
        let before = line.beforeCursor
        let typed = String(before.reversed().prefix { $0.isLetter || $0.isNumber }.reversed())
        let found = complete(before).filter { $0.lowercased().hasPrefix(typed.lowercased()) }
        guard let first = found.first else { return }
        let shared = found.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
        let added = String(shared.dropFirst(typed.count)) + (found.count == 1 ? " " : "")
        if added.isEmpty {
            write("\r\n" + found.prefix(20).map(Style.safe).joined(separator: "  ") + "\r\n")
        } else {
            for letter in added { line.insert(letter) }
        }
    }

    // MARK: The terminal

    /// One row: where a line is wider than the terminal, the part around the cursor.
    private func show(_ line: EditedLine) {
        let room = max(8, RawTerminal.columns - prompt.count - 1)
        let (text, cursor) = line.window(columns: room)
        write("\r\u{1B}[K\(prompt)\(Style.safe(text))\r\u{1B}[\(prompt.count + cursor)C")
    }

    private func finish(_ line: EditedLine) {
        var line = line
        line.moveToEnd()
        show(line)
        write("\r\n")
    }

    private func write(_ text: String) {
        Output.shared.write(text)
        try? Output.shared.flush()
    }
}

extension String {
    fileprivate func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}
