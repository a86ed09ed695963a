import Glibc

/// What the process does about signals.
enum Signals {
    /// A reader that goes away ends the process quietly, as it does `cat`.
    static func prepare() { signal(SIGPIPE, SIG_DFL) }
}
