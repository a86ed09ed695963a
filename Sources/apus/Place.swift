import ArgumentParser
import Glibc

/// Which index a command means, and whether a daemon may answer for it.
struct Place: ParsableArguments {
    @Option(
        name: [.customShort("i"), .customLong("index")],
        help: ArgumentHelp(
            "The index. Several are searched as one, without a daemon: search, count, batch, facets, terms, suggest, parse.",
            valueName: "dir"))
    var directories: [String] = []

    @Option(help: ArgumentHelp("The daemon's socket; the directory is never opened.", valueName: "path"))
    var socket: String?

    @Flag(help: "Never ask a daemon.")
    var direct = false

    func validate() throws {
        if direct, socket != nil { throw ValidationError("--direct and --socket exclude each other") }
        if directories.count > 1, socket != nil {
            throw ValidationError("several indexes are opened themselves: --socket and more than one -i exclude each other")
        }
    }

    /// `-i`, else `$APUS_INDEX`, else `index`.
    var indexPath: String { directories.first ?? Self.environment("APUS_INDEX") ?? "index" }

    /// Refuses several indexes, for what is about one.
    func requireOne() throws {
        guard directories.count > 1 else { return }
        throw CommandFailure(.usage, "this command is about one index: more than one -i is for searching")
    }

    /// The socket to try; `isDemanded` when nothing else will do.
    var door: (path: String, isDemanded: Bool)? {
        if let socket { return (socket, true) }
        if direct { return nil }
        if directories.isEmpty, let socket = Self.environment("APUS_SOCKET") { return (socket, true) }
        return (indexPath + "/apus.sock", false)
    }

    private static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
