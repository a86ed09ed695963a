import Apus
import ApusServer
import ApusService
import ApusSocket
import ArgumentParser
import Glibc
import Logging

/// The daemon: serves one or more indexes over Unix sockets until it is told to stop.
@main
struct Apusd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apusd", abstract: "Serves indexes over Unix sockets.",
        discussion: "The socket of an index is DIR/apus.sock. SIGTERM and SIGINT finish what runs and stop the daemon.",
        version: "apusd 0.1.0")

    @Option(
        name: [.customShort("i"), .customLong("index")], help: ArgumentHelp("An index; may repeat as NAME=DIR.", valueName: "dir")
    )
    var indexes: [String] = []

    @Option(help: ArgumentHelp("The socket, in place of DIR/apus.sock.", valueName: "path"))
    var socket: String?

    @Option(help: ArgumentHelp("A second socket for reading alone.", valueName: "path"))
    var readOnlySocket: String?

    @Option(help: "Members of this group may connect, too.")
    var group: String?

    @Option(help: "Threads for tagged requests.")
    var threads: Int?

    @Option(help: "Memory for the buffers of indexing, as in 512M.")
    var memory = "512M"

    @Option(help: "How long a query may take, as in 10s.")
    var timeout = "10s"

    @Option(help: "A request that takes longer is logged.")
    var slow = "100ms"

    @Option(help: ArgumentHelp("Words that stand for others, where a query brings no such file.", valueName: "file"))
    var synonyms: String?

    @Option(help: "trace, debug, info, notice, warning, error, critical; else $APUS_LOG.")
    var logLevel: String?

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
        var names: [String: String] = [:]
        var directories: [String: String] = [:]
        for (name, path) in places {
            if name.isEmpty { throw ValidationError("-i =\(path): no name stands before the =") }
            if names.updateValue(path, forKey: name) != nil {
                throw ValidationError("two indexes are called \(name): give each a name of its own, -i NAME=DIR")
            }
            if let other = directories.updateValue(name, forKey: Self.plain(path)) {
                throw ValidationError("\(path) is served as \(other) already")
            }
        }
        if let readOnlySocket, let socket, Self.plain(readOnlySocket) == Self.plain(socket) {
            throw ValidationError("--socket and --read-only-socket are the same path: \(socket)")
        }
    }

    /// The path of a file or directory without links, as it was given where nothing is there.
    private static func plain(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    static func main() {
        StandardFiles.fillGaps()
        do {
            var command = try parseAsRoot(Array(CommandLine.arguments.dropFirst()))
            try command.run()
        } catch let failure as StartFailure {
            complain("apusd: \(failure.message)\n")
            Glibc.exit(failure.code)
        } catch {
            let message = fullMessage(for: error) + "\n"
            if exitCode(for: error).isSuccess {
                print(message, terminator: "")
                Glibc.exit(0)
            }
            complain(message)
            Glibc.exit(2)
        }
    }

    func run() throws {
        let stop = StopRequest()
        TerminationSignals.watch { demand in
            switch demand {
            case .stop: stop.request()
            case .reload: stop.reload()
            }
        }
        var logger = Logger(label: "apusd", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = try level()
        let named = try opened()
        for each in named { Self.logDamage(of: each, logger) }
        let server = try server(named, logger: logger)
        stop.reloading = { [logger] in for each in named { Self.reload(each, logger) } }
        stop.target = server
        do throws(SocketFailure) { try server.start() } catch { throw StartFailure(error.description) }
        server.serve()
        for each in named { each.index.endWriting() }
    }

    /// The indexes, each with its writer's lock taken for the daemon's life.
    private func opened() throws -> [IndexService.Named] {
        guard let size = Self.bytes(memory) else { throw ValidationError("--memory: \(memory) is no size such as 512M") }
        return try places.map { (name, path) in
            var options = Apus.IndexOptions()
            options.memory = size
            do throws(IndexError) {
                let index = try Index(at: path, options: options)
                try index.beginWriting()
                return IndexService.Named(name: name, index: index)
            } catch { throw StartFailure("\(path): \(Self.sentence(error))", code: Self.isDamage(error) ? 5 : 3) }
        }
    }

    /// The indexes that are served, by name and directory; `NAME=DIR` is a form of the flag alone.
    private var places: [(name: String, path: String)] {
        if !indexes.isEmpty { return indexes.map(Self.nameAndPath) }
        let path = Self.environment("APUS_INDEX") ?? "index"
        return [(path, path)]
    }

    private func server(_ named: [IndexService.Named], logger: Logger) throws -> Server {
        var limits = IndexService.Limits()
        let readSynonyms = try synonyms.map(Self.synonyms)
        guard let time = Self.duration(timeout) else { throw ValidationError("--timeout: \(timeout) is no time such as 10s") }
        limits.timeout = time
        var options = ServerOptions()
        options.threads = threads ?? 0
        options.group = group
        guard let slowness = Self.duration(slow) else { throw ValidationError("--slow: \(slow) is no time such as 100ms") }
        options.slow = slowness
        var doors = named.enumerated().map { place, each in
            Door(
                path: place == 0
                    ? socket ?? Self.environment("APUS_SOCKET").flatMap { indexes.isEmpty ? $0 : nil } ?? path(of: place)
                    : path(of: place), index: each.name)
        }
        if let readOnlySocket { doors.append(Door(path: readOnlySocket, role: .reader, index: nil)) }
        do throws(SocketFailure) {
            return try Server(
                IndexService(named, limits: limits, synonyms: readSynonyms), doors: doors, options: options, logger: logger)
        } catch { throw StartFailure(error.description) }
    }

    private func path(of place: Int) -> String {
        places[place].path + "/apus.sock"
    }

    private func level() throws -> Logger.Level {
        guard let name = logLevel ?? Self.environment("APUS_LOG") else { return .info }
        guard let level = Logger.Level(rawValue: name.lowercased()) else { throw ValidationError("\(name) is no log level") }
        return level
    }
}

extension Apusd {
    /// Looks for a commit that came from elsewhere, as when a backup was put in the place of the files.
    private static func reload(_ named: IndexService.Named, _ logger: Logger) {
        do throws(IndexError) {
            let snapshot = try named.index.snapshot()
            logger.info("reloaded", metadata: ["index": "\(named.name)", "generation": "\(snapshot.generation)"])
            logDamage(of: named, logger)
        } catch {
            logger.error("cannot be reloaded", metadata: ["index": "\(named.name)", "reason": "\(sentence(error))"])
        }
    }

    /// What of an index cannot be read is told at the start; searches answer from the rest.
    private static func logDamage(of named: IndexService.Named, _ logger: Logger) {
        for file in named.index.latest.damage {
            logger.error(
                "a segment is damaged and left out; apus check --repair keeps what is whole of it",
                metadata: [
                    "index": "\(named.name)", "file": "\(file.file)", "offset": "\(file.offset)", "reason": "\(file.reason)",
                ])
        }
    }

    /// `512M`, `1G`, `65536`: binary multiples.
    static func bytes(_ text: String) -> Int? {
        let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
        let shift = text.uppercased().last.flatMap { shifts[$0] }
        guard let number = Int(shift == nil ? text : String(text.dropLast())), number >= 0 else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << (shift ?? 0))
        return overflow ? nil : bytes
    }

    /// `NAME=DIR`, whose name may be empty, or a directory that is its own name. A name has no slash, so a path may hold the sign.
    static func nameAndPath(_ text: String) -> (name: String, path: String) {
        guard let sign = text.firstIndex(of: "="), !text[..<sign].contains("/") else { return (text, text) }
        return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }

    /// `250ms`, `2s`, `1m`; a bare number counts seconds.
    static func duration(_ text: String) -> Duration? {
        for (unit, milliseconds) in [("ms", 1), ("s", 1000), ("m", 60_000), ("", 1000)] where text.hasSuffix(unit) {
            guard let number = Double(text.dropLast(unit.count)), number >= 0, number < 1e9 else { return nil }
            return .milliseconds(Int64(number * Double(milliseconds)))
        }
        return nil
    }

    static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    static func complain(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    static func isDamage(_ error: IndexError) -> Bool {
        switch error {
        case .damaged, .storage(.missing): true
        default: false
        }
    }

    static func sentence(_ error: IndexError) -> String {
        switch error {
        case .missing(let path): "there is no index at \(path)"
        case .storage(.locked(let process, let since)): "process \(process) has been writing to the index since \(since)"
        case .storage(.failed(let operation, let file, let code)): "\(operation) \(file): \(String(cString: strerror(code)))"
        case .storage(.readOnly(let file)): "\(file) cannot be written"
        case .storage(.missing(let file)): "\(file) at byte 0: the file is missing"
        case .damaged(let file): "\(file.file) at byte \(file.offset): \(file.reason)"
        default: "\(error)"
        }
    }
}
