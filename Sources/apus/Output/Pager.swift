import Glibc

/// The program that shows what is longer than the screen: `$PAGER`, else `less` where there is one.
///
/// It is started only once there is more than the screen holds, so that short answers stay on it. `PAGER=` and `PAGER=cat` ask for none.
struct Pager {
    private let command: String
    private let rows: Int
    private let columns: Int
    private var process: pid_t = 0

    /// Nil where nothing is to be paged: no terminal whose size is known, or none wanted.
    init?() {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 1, size.ws_col > 1 else { return nil }
        guard let term = Self.environment("TERM"), term != "dumb" else { return nil }
        switch Self.environment("PAGER") {
        case "cat"?, ""?: return nil
        case let wanted?: command = wanted
        case nil where Self.isInPath("less"): command = "less"
        case nil: return nil
        }
        (rows, columns) = (Int(size.ws_row), Int(size.ws_col))
    }

    /// Whether a text leaves no row for the prompt. Escapes take no column, and each letter one.
    func isNeeded(for bytes: [UInt8]) -> Bool {
        var (row, column) = (0, 0)
        var escape: Escape?
        for byte in bytes {
            if let kind = escape {
                escape = kind.next(byte)
                continue
            }
            switch byte {
            case 0x1B: escape = .begun
            case 0x0A: (row, column) = (row + 1, 0)
            case 0x80..<0xC0: break
            default:
                if column == columns { (row, column) = (row + 1, 0) }
                column += 1
            }
            if row >= rows { return true }
        }
        return false
    }

    /// Where in an escape sequence a byte stands.
    private enum Escape {
        case begun, control, string

        func next(_ byte: UInt8) -> Escape? {
            switch self {
            case .begun: byte == UInt8(ascii: "[") ? .control : byte == UInt8(ascii: "]") ? .string : nil
            case .control: (0x40...0x7E).contains(byte) ? nil : .control
            // Its end is an escape of its own.
            case .string: byte == 0x07 ? nil : byte == 0x1B ? .begun : .string
            }
        }
    }

    /// Starts it; where that works, standard output goes to it from now on.
    mutating func start() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        defer { for end in ends { close(end) } }
        // Colours pass through, and the text stays on the screen.
        setenv("LESS", "FRX", 0)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        for end in ends { posix_spawn_file_actions_addclose(&actions, end) }
        let words: [String] = ["sh", "-c", command]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { word in strdup(word) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        guard posix_spawn(&process, "/bin/sh", &actions, nil, &arguments, environ) == 0 else {
            process = 0
            return
        }
        // The interrupt key is the pager's now.
        signal(SIGINT, SIG_IGN)
        dup2(ends[1], STDOUT_FILENO)
    }

    /// Ends standard output and waits until the person has read it.
    func finish() {
        guard process > 0 else { return }
        close(STDOUT_FILENO)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    private static func isInPath(_ program: String) -> Bool {
        (environment("PATH") ?? "/usr/bin:/bin").split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
    }
}
