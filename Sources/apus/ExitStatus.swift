import Glibc

/// The exit codes of `apus`; the README lists them.
enum ExitStatus: Int32 {
    /// Found, or done.
    case done = 0
    /// Nothing found.
    case nothing = 1
    /// The command was used wrongly, or its query refused.
    case usage = 2
    /// No daemon, no index, no permission, no room.
    case unavailable = 3
    /// Some of it could not be done; what could was printed.
    case partial = 4
    /// The index is damaged.
    case damaged = 5
    /// The program's own fault.
    case bug = 70

    func exit() -> Never { Glibc.exit(rawValue) }
}

/// Ends a command with a code, and one line on standard error where there is something to say.
struct CommandFailure: Error {
    var status: ExitStatus
    var message: String?

    init(_ status: ExitStatus, _ message: String? = nil) {
        self.status = status
        self.message = message
    }
}
