import Glibc

/// A terminal that gives every key at once and shows none by itself, until it is restored.
struct RawTerminal {
    private let before: termios

    /// Nil where standard input is no terminal.
    init?() {
        var mode = termios()
        guard tcgetattr(STDIN_FILENO, &mode) == 0 else { return nil }
        before = mode
        cfmakeraw(&mode)
        // Output stays as it is, so that LF begins a line.
        mode.c_oflag = before.c_oflag
        guard tcsetattr(STDIN_FILENO, TCSADRAIN, &mode) == 0 else { return nil }
    }

    func restore() {
        var mode = before
        _ = tcsetattr(STDIN_FILENO, TCSADRAIN, &mode)
    }

    /// 80 where the terminal does not tell.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}
