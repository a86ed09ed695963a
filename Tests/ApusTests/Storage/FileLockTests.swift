import Foundation
import Testing

@testable import Apus

/// The lock between processes: the other one is `flock` of util-linux, or a shell without it.
@Suite struct FileLockTests {
    @Test("the lock of another process is seen, named by what its file says, and free once that is killed")
    func otherProcess() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("lock")
        try Data("77 2025-03-01T12:00:00Z\n".utf8).write(to: URL(fileURLWithPath: path))
        let holder = try Holder(of: path)
        let storage = try FileStorage(path: directory.path)
        #expect(throws: StorageError.locked(byProcess: 77, since: "2025-03-01T12:00:00Z")) { try storage.lock() }
        holder.kill()
        let lock = try storage.lock()
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("\(getpid()) "))
        lock.release()
    }

    @Test("another process is refused while the lock is held here, and children inherit nothing")
    func heldHere() throws {
        let directory = try TemporaryDirectory()
        let storage = try FileStorage(path: directory.path)
        let lock = try storage.lock()
        let child = try Process.run(URL(fileURLWithPath: "/bin/sleep"), arguments: ["60"])
        // Not `terminate()`: the child inherits the test runner's mask, which blocks SIGTERM.
        defer { Glibc.kill(child.processIdentifier, SIGKILL) }
        #expect(try Holder.tries(directory.file("lock")) == false)
        lock.release()
        #expect(try Holder.tries(directory.file("lock")))
    }

    @Test("a lock that was given back is free, though a child that is only about to run its program has the file open still")
    func childBeforeItsProgram() throws {
        let directory = try TemporaryDirectory()
        let storage = try FileStorage(path: directory.path)
        let lock = try storage.lock()
        let numbers = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }
        let file = try #require(
            numbers.first { number in
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
                return target == directory.file("lock")
            })
        // A child has what `fork` gave it until `exec` closes it: the same open file, as this is.
        let copy = dup(file)
        defer { close(copy) }
        lock.release()
        #expect(throws: Never.self) { try storage.lock().release() }
    }

    @Test("a lock file with strange content holds nobody up", arguments: ["", "\n", "x y z", "99999999999999 t", "\u{0}\u{0}"])
    func strangeContent(content: String) throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("lock")
        let holder = try Holder(of: path)
        try Data(content.utf8).write(to: URL(fileURLWithPath: path))
        let storage = try FileStorage(path: directory.path)
        let error = #expect(throws: StorageError.self) { try storage.lock() }
        guard case .locked(byProcess: 0, _) = error else { throw try #require(error) }
        holder.kill()
        try storage.lock().release()
    }

    @Test("times are written as RFC 3339 in UTC")
    func timestamp() {
        #expect(FileLock.timestamp(of: 0) == "1970-01-01T00:00:00Z")
        #expect(FileLock.timestamp(of: 1_709_210_096) == "2024-02-29T12:34:56Z")
    }
}

/// A process that holds an `flock` until it is killed.
private final class Holder {
    private let process = Process()

    init(of path: String) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        process.arguments = ["--no-fork", path, "sh", "-c", "echo held; exec sleep 60"]
        process.standardOutput = output
        try process.run()
        #expect(output.fileHandleForReading.readData(ofLength: 5) == Data("held\n".utf8))
    }

    deinit { kill() }

    func kill() {
        guard process.isRunning else { return }
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Whether another process gets the lock now.
    static func tries(_ path: String) throws -> Bool {
        let process = try Process.run(URL(fileURLWithPath: "/usr/bin/flock"), arguments: ["--nonblock", path, "true"])
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
