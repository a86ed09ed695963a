import Glibc
import Testing

@testable import Apus

/// What every storage does alike.
@Suite struct StorageContractTests {
    enum Kind: CaseIterable, Sendable { case file, memory, faulty }

    /// Runs `body` on a fresh storage.
    private func with(_ kind: Kind, _ body: (any Storage) throws -> Void) throws {
        let directory = try TemporaryDirectory()
        try withExtendedLifetime(directory) {
            switch kind {
            case .file: try body(FileStorage(path: directory.path))
            case .memory: try body(MemoryStorage())
            case .faulty: try body(FaultyStorage())
            }
        }
    }

    @Test("what is appended is read back, with the start overwritten", arguments: Kind.allCases)
    func roundTrip(kind: Kind) throws {
        try with(kind) { storage in
            let file = try storage.create("a")
            try withUnsafeBytesTyped(of: Array("....one ".utf8)) { (bytes) throws(StorageError) in try file.append(bytes) }
            try withUnsafeBytesTyped(of: []) { (bytes) throws(StorageError) in try file.append(bytes) }
            try withUnsafeBytesTyped(of: Array("two".utf8)) { (bytes) throws(StorageError) in try file.append(bytes) }
            try withUnsafeBytesTyped(of: Array("head".utf8)) { (bytes) throws(StorageError) in try file.overwriteStart(bytes) }
            try file.synchronize()
            try file.close()
            try storage.synchronize()
            #expect(try storage.content(of: "a") == Array("headone two".utf8))
            #expect(try storage.names() == ["a"])
        }
    }

    @Test("an empty file is read as no bytes", arguments: Kind.allCases)
    func emptyFile(kind: Kind) throws {
        try with(kind) { storage in
            try storage.write([], to: "empty")
            #expect(try storage.content(of: "empty").isEmpty)
        }
    }

    @Test("bytes stay readable after their file is removed or replaced", arguments: Kind.allCases)
    func removedWhileRead(kind: Kind) throws {
        try with(kind) { storage in
            try storage.write([1, 2, 3], to: "a")
            try storage.write([4], to: "b")
            let first = try storage.read("a")
            let second = try storage.read("b")
            try storage.rename("b", to: "a")
            try storage.remove("a")
            #expect(Array(first.bytes) == [1, 2, 3])
            #expect(Array(second.bytes) == [4])
            #expect(try storage.names().isEmpty)
        }
    }

    @Test("creating over a leftover file starts afresh", arguments: Kind.allCases)
    func leftover(kind: Kind) throws {
        try with(kind) { storage in
            try storage.write([1, 2, 3], to: "a")
            let old = try storage.read("a")
            try storage.write([9], to: "a")
            #expect(try storage.content(of: "a") == [9])
            #expect(Array(old.bytes) == [1, 2, 3])
        }
    }

    @Test("a missing name is said to be missing", arguments: Kind.allCases)
    func missing(kind: Kind) throws {
        try with(kind) { storage in
            #expect(throws: StorageError.missing(file: "a")) { try storage.read("a") }
            #expect(throws: StorageError.missing(file: "a")) { try storage.remove("a") }
            #expect(throws: StorageError.missing(file: "a")) { try storage.rename("a", to: "b") }
            let identity = try storage.identity(of: "a")
            #expect(identity == nil)
        }
    }

    @Test("identity changes when a file is replaced, and not before", arguments: Kind.allCases)
    func identity(kind: Kind) throws {
        try with(kind) { storage in
            try storage.write([1], to: "a")
            let first = try storage.identity(of: "a")
            #expect(first != nil)
            #expect(try storage.identity(of: "a") == first)
            try storage.write([1], to: "b")
            try storage.rename("b", to: "a")
            #expect(try storage.identity(of: "a") != first)
        }
    }

    @Test("a second writer is refused at once and told who holds the lock", arguments: Kind.allCases)
    func lock(kind: Kind) throws {
        try with(kind) { storage in
            let lock = try storage.lock()
            let error = #expect(throws: StorageError.self) { try storage.lock() }
            guard case .locked(let process, let since) = error else { throw try #require(error) }
            #expect(process == getpid())
            #expect(since.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
            lock.release()
            lock.release()
            try storage.lock().release()
        }
    }

    @Test("a lock that is let go of is free", arguments: Kind.allCases)
    func droppedLock(kind: Kind) throws {
        try with(kind) { storage in
            do { _ = try storage.lock() }
            _ = try storage.lock()
        }
    }

    @Test("names that lead elsewhere are refused", arguments: Kind.allCases, ["", ".", "..", ".hidden", "a/b", "../a", "a\0b"])
    func names(kind: Kind, name: String) throws {
        try with(kind) { storage in
            #expect(throws: StorageError.self) { try storage.create(name) }
            #expect(throws: StorageError.self) { try storage.read(name) }
            #expect(throws: StorageError.self) { try storage.remove(name) }
            #expect(throws: StorageError.self) { try storage.identity(of: name) }
            try storage.write([1], to: "a")
            #expect(throws: StorageError.self) { try storage.rename("a", to: name) }
            #expect(try storage.content(of: "a") == [1])
        }
    }
}
