import Foundation
import Testing

/// The commands of a document's "console" blocks, each with what it is said to print on standard output.
///
/// All blocks of a document are one session of one shell, which begins in a folder with a copy of seeds/ and with apus and apusd in
/// the PATH. A command that ends in `&` is given until the index is served.
struct DocumentationConsole {
    struct Step {
        var command: String
        var output: [String]
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Where the tests are built, and so the programs.
    static var programs: String {
        get throws { try #require(Bundle.main.executableURL).resolvingSymlinksInPath().deletingLastPathComponent().path }
    }

    let steps: [Step]

    /// - Parameter document: a path from the project's folder.
    init(_ document: String) throws {
        var steps: [Step] = []
        for block in try Self.blocks("console", of: document) {
            for line in block {
                if line.hasPrefix("$ ") {
                    steps.append(Step(command: String(line.dropFirst(2)), output: []))
                } else {
                    try #require(!steps.isEmpty, "\(document): output without a command: \(line)")
                    steps[steps.count - 1].output.append(line)
                }
            }
        }
        self.steps = steps
    }

    /// The lines of each fenced block of a language.
    static func blocks(_ language: String, of document: String) throws -> [[String]] {
        let text = try String(contentsOf: root.appending(path: document), encoding: .utf8)
        return text.components(separatedBy: "\n```\(language)\n").dropFirst().map { part in
            Array(part.components(separatedBy: "\n").prefix { $0 != "```" })
        }
    }

    /// Whether a shell finds a program.
    static func has(_ program: String) -> Bool {
        (try? run("command -v \(program)", in: root))?.isEmpty == false
    }

    /// What each command prints now, in the order of `steps`.
    func run() throws -> [[String]] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "apus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: Self.root.appending(path: "seeds"), to: folder.appending(path: "seeds"))
        let printed = try Self.run(script, in: folder).components(separatedBy: Self.mark + "\n").dropFirst()
        return printed.map { $0.split(separator: "\n").map(String.init) }
    }

    private static let mark = "\u{1E}"

    /// A mark before what each command prints, and no daemon left behind.
    private var script: String {
        let served = "for _ in $(seq 200); do [ -S index/apus.sock ] && break; sleep 0.05; done"
        let commands = steps.map { step in
            "echo \(Self.mark)\n\(step.command)\n" + (step.command.hasSuffix("&") ? served + "\n" : "")
        }
        return "trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT\n" + commands.joined()
    }

    private static func run(_ script: String, in folder: URL) throws -> String {
        let shell = Process()
        shell.executableURL = URL(filePath: "/usr/bin/env")
        shell.arguments = ["timeout", "60", "bash", "-c", script]
        shell.currentDirectoryURL = folder
        shell.environment = try environment
        let output = Pipe()
        shell.standardOutput = output
        shell.standardInput = FileHandle.nullDevice
        try shell.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        shell.waitUntilExit()
        return String(decoding: printed, as: UTF8.self)
    }

    static var environment: [String: String] {
        get throws {
            var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("APUS_") && $0.key != "NO_COLOR" }
            environment["PATH"] = try programs + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
            environment["LC_ALL"] = "C.UTF-8"
            return environment
        }
    }

    /// Without times and process ids.
    static func timeless(_ line: String) -> String {
        line.replacing(#/took=[0-9.]+(ms|s)/#, with: "took=T").replacing(#/"took_us":[0-9]+/#, with: "took_us")
            .replacing(#/pid=[0-9]+/#, with: "pid=P")
    }
}
