import Glibc

/// Running as somebody to whom permissions mean something: tests may run as root.
enum Unprivileged {
    /// What stands before a command, so that it runs as nobody; nil where that cannot be done.
    static func words(in place: Workplace) throws -> [String]? {
        guard geteuid() == 0 else { return [] }
        let words = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        let works = try place.shell((words + ["apus", "--version"]).joined(separator: " ")).code == 0
        return works ? words : nil
    }
}
