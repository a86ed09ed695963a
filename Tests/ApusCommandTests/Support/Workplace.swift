import Foundation

/// A folder of its own in which the programs are run; it is removed with this object.
final class Workplace {
    let path: String

    /// The folder of the built programs: that of the test bundle.
    static let programs = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path

    init() throws {
        // Short, because the path of a socket has 107 bytes at most.
        path = NSTemporaryDirectory() + "apus-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    // MARK: Files

    func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    func write(_ bytes: [UInt8], to name: String) throws {
        let url = URL(filePath: path + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path + "/" + name))) }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

    /// Nothing where there is no such file.
    func content(of name: String) throws -> String {
        exists(name) ? String(decoding: try Data(contentsOf: URL(filePath: path + "/" + name)), as: UTF8.self) : ""
    }

    /// A file of the system's, as those in `/proc`, which have no size.
    static func systemFile(_ path: String) throws -> String {
        String(decoding: try FileHandle(forReadingFrom: URL(filePath: path)).readToEnd() ?? Data(), as: UTF8.self)
    }

    func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder).sorted()
    }

    // MARK: Programs

    /// Runs `apus` with these arguments to its end.
    func apus(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> ProgramResult {
        try run("apus", arguments, input: input, environment: environment)
    }

    /// Runs a line of bash, in which `apus` and `apusd` are the built ones.
    func shell(_ line: String) throws -> ProgramResult { try run("/bin/bash", ["-c", line]) }

    func run(
        _ program: String, _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws -> ProgramResult {
        let (given, output, errors) = (try NamelessFile(in: path, input), try NamelessFile(in: path), try NamelessFile(in: path))
        let child = try start(program, arguments, environment: environment, files: [given, output, errors].map(\.descriptor))
        let end = child.wait()
        return ProgramResult(output: output.content, errors: errors.content, end: end)
    }

    func start(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], files: [Int32]
    ) throws -> ChildProcess {
        let usual = ["PATH": Self.programs + ":/usr/bin:/bin", "HOME": path, "LC_ALL": "C.UTF-8"]
        return try ChildProcess(
            program.hasPrefix("/") ? program : Self.programs + "/" + program, arguments, in: path,
            environment: usual.merging(Sanitizer.options) { $1 }.merging(environment) { $1 }, files: files)
    }
}
