import Foundation
import Testing

@testable import Apus

@Suite struct FileStorageTests {
    @Test("a missing directory is made only when that is asked for")
    func directory() throws {
        let parent = try TemporaryDirectory()
        let path = parent.file("index")
        #expect(throws: StorageError.missing(file: path)) { try FileStorage(path: path) }
        _ = try FileStorage(path: path, create: true)
        _ = try FileStorage(path: path, create: true)
        _ = try FileStorage(path: path)
        #expect(throws: StorageError.self) { try FileStorage(path: "") }
        for deep in ["deep/er/index", "deep/../other/index/"] { _ = try FileStorage(path: parent.file(deep), create: true) }
        #expect(throws: StorageError.missing(file: parent.file("no/index"))) { try FileStorage(path: parent.file("no/index")) }
    }

    @Test("a path that is a file is refused")
    func notADirectory() throws {
        let parent = try TemporaryDirectory()
        try Data([1]).write(to: URL(fileURLWithPath: parent.file("file")))
        let path = parent.file("file")
        #expect(throws: StorageError.failed(operation: "open", file: path, code: ENOTDIR)) { try FileStorage(path: path) }
        #expect(throws: StorageError.failed(operation: "create", file: path, code: EEXIST)) {
            try FileStorage(path: path, create: true)
        }
    }

    @Test("hidden files are not listed, and what is no plain file is not read")
    func strangers() throws {
        let parent = try TemporaryDirectory()
        try Data([1]).write(to: URL(fileURLWithPath: parent.file(".hidden")))
        mkfifo(parent.file("pipe"), 0o600)
        mkdir(parent.file("directory"), 0o700)
        let storage = try FileStorage(path: parent.path)
        #expect(try storage.names().sorted() == ["directory", "pipe"])
        #expect(throws: StorageError.failed(operation: "read", file: "pipe", code: EINVAL)) { try storage.read("pipe") }
        #expect(throws: StorageError.failed(operation: "read", file: "directory", code: EINVAL)) { try storage.read("directory") }
    }

    @Test("a symbolic link in a new file's place is replaced, not followed")
    func symbolicLink() throws {
        let parent = try TemporaryDirectory()
        let outside = try TemporaryDirectory()
        try Data("keep".utf8).write(to: URL(fileURLWithPath: outside.file("a")))
        symlink(outside.file("a"), parent.file("a"))
        symlink(outside.file("a"), parent.file("lock"))
        let storage = try FileStorage(path: parent.path)
        try storage.write([1], to: "a")
        #expect(throws: StorageError.failed(operation: "lock", file: "lock", code: ELOOP)) { try storage.lock() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: outside.file("a"))) == Data("keep".utf8))
    }

    @Test("the directory can be moved while it is used")
    func moved() throws {
        let parent = try TemporaryDirectory()
        let storage = try FileStorage(path: parent.file("a"), create: true)
        #expect(rename(parent.file("a"), parent.file("b")) == 0)
        try storage.write([1], to: "x")
        #expect(try FileStorage(path: parent.file("b")).content(of: "x") == [1])
    }

    @Test("descriptors and maps are given back")
    func descriptors() throws {
        let parent = try TemporaryDirectory()
        // Other tests run beside this one: what counts are descriptors of this directory.
        func open() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { descriptor in
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + descriptor)
                return target?.hasPrefix(parent.path) ?? false
            }
        }
        do {
            let storage = try FileStorage(path: parent.path)
            for round in 0..<20 {
                try storage.write([1, 2], to: "a\(round)")
                _ = try storage.create("abandoned")
                _ = try storage.content(of: "a\(round)")
                _ = try storage.names()
                _ = try storage.lock()
                #expect(throws: StorageError.self) { try storage.read("none") }
            }
            #expect(try open() == 1)
        }
        #expect(try open() == 0)
        #expect(try !String(contentsOfFile: "/proc/self/maps", encoding: .utf8).contains(parent.path))
    }

    @Test("a full device is an error that names the file, and stays one")
    func full() throws {
        let descriptor = open("/dev/full", O_WRONLY | O_CLOEXEC)
        try #require(descriptor >= 0)
        let file = AppendedFile(descriptor: descriptor, name: "a")
        let expected = StorageError.failed(operation: "write", file: "a", code: ENOSPC)
        for _ in 0..<2 {
            #expect(throws: expected) {
                try withUnsafeBytesTyped(of: [1]) { (bytes) throws(StorageError) in try file.append(bytes) }
            }
        }
        #expect(throws: expected) { try file.synchronize() }
        #expect(throws: expected) { try file.close() }
    }

    @Test("refusals for lack of permission to write are told from others")
    func permissions() {
        #expect(SystemCall.error("create", "a", .writing, EROFS) == .readOnly(file: "a"))
        #expect(SystemCall.error("create", "a", .writing, EACCES) == .readOnly(file: "a"))
        #expect(SystemCall.error("open", "a", .reading, EACCES) == .failed(operation: "open", file: "a", code: EACCES))
        #expect(SystemCall.error("open", "a", .reading, ENOENT) == .missing(file: "a"))
    }
}
