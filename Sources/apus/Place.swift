import ArgumentParser
import Glibc

/// Which index a command means, and whether a daemon may answer for it.
struct Place: ParsableArguments {
    @Option(name: [.customShort("i"), .customLong("index")], help: ArgumentHelp("The index.", valueName: "dir"))
    var directory: String?

    @Option(help: ArgumentHelp("The daemon's socket; the directory is never opened.", valueName: "path"))
    var socket: String?

    @Flag(help: "Never ask a daemon.")
    var direct = false

    func validate() throws {
        if direct, socket != nil { throw ValidationError("--direct and --socket exclude each other") }
    }

    /// `-i`, else `$APUS_INDEX`, else `index`.
    var indexPath: String { directory ?? Self.environment("APUS_INDEX") ?? "index" }

    /// The socket to try; `isDemanded` when nothing else will do.
    var door: (path: String, isDemanded: Bool)? {
        if let socket { return (socket, true) }
        if direct { return nil }
        if directory == nil, let socket = Self.environment("APUS_SOCKET") { return (socket, true) }
        return (indexPath + "/apus.sock", false)
    }

    private static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
