import ApusWire
import ArgumentParser
import Glibc

/// `apus shell`
struct ShellCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shell", abstract: "Asks one query after the other.",
        discussion: """
            A line is a query, or begins with a backslash and a letter: \\? tells which there are. Lines are kept in \
            $XDG_STATE_HOME/apus/history, else ~/.local/state/apus/history. Without a terminal, lines are read from standard input and nothing \
            but answers is printed.
            """)

    @OptionGroup var place: Place
    @OptionGroup var options: SearchOptions

    func validate() throws {
        if options.after != nil { throw ValidationError("--after goes on with one query, not with those of a shell") }
    }

    func run() throws {
        var session = ShellSession(try place.answerer(writes: false), options)
        guard isatty(STDIN_FILENO) == 1, Output.shared.isTerminal else {
            while let line = readLine() { if !(try session.take(line)) { break } }
            return
        }
        Output.shared.write("apus shell on \(Style.safe(place.indexPath)). \\? tells what there is, Ctrl-D ends.\n")
        var history = ShellHistory()
        var editor = LineEditor(prompt: "apus> ") { [session] in session.completions(of: $0) }
        while true {
            switch editor.read(history) {
            case .interrupted: continue
            case .end: return
            case .line(let line):
                history.add(line)
                if !(try session.take(line)) { return }
                try Output.shared.flush()
            }
        }
    }
}
