import ApusSocket
import Foundation
import Testing

@testable import ApusServer

@Suite("The socket's name", .serialized)
struct ListeningSocketTests {
    private let directory: String

    init() throws {
        directory = NSTemporaryDirectory() + "apus-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    private var path: String { directory + "/apus.sock" }

    private func mode() throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test("Only the owner can open it, under any umask", arguments: [0, 0o022, 0o077])
    func mode(mask: Int) throws {
        let before = umask(mode_t(mask))
        defer { umask(before) }
        let socket = try ListeningSocket(path: path)
        #expect(try mode() == 0o600)
        withExtendedLifetime(socket) {}
    }

    @Test("The name has its mode when it appears, before anything else is done to it")
    func firstInstant() throws {
        let before = umask(0)
        defer { umask(before) }
        let socket = try StreamSocket.make(for: path)
        defer { close(socket) }
        #expect(fchmod(socket, 0o600) == 0)
        try UnixAddress(path: path).bind(socket)
        #expect(try mode() == 0o600)
    }

    @Test("A group may be let in")
    func group() throws {
        let socket = try ListeningSocket(path: path, groupID: getegid())
        #expect(try mode() == 0o660)
        withExtendedLifetime(socket) {}
    }

    @Test("A stale socket is replaced, a live one is not")
    func stale() throws {
        var socket: ListeningSocket? = try ListeningSocket(path: path)
        #expect(throws: SocketFailure.inUse(path: path)) { try ListeningSocket(path: path) }
        withExtendedLifetime(socket) {}
        socket = nil
        #expect(FileManager.default.fileExists(atPath: path))
        socket = try ListeningSocket(path: path)
        socket?.removeName()
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("The name of another socket is not removed")
    func foreign() throws {
        let first = try ListeningSocket(path: path)
        unlink(path)
        let second = try ListeningSocket(path: path)
        first.removeName()
        #expect(FileManager.default.fileExists(atPath: path))
        withExtendedLifetime(second) {}
    }

    @Test("What is no socket is left alone: files, links, directories")
    func blocked() throws {
        #expect(FileManager.default.createFile(atPath: path, contents: Data("x".utf8)))
        #expect(throws: SocketFailure.notASocket(path: path)) { try ListeningSocket(path: path) }
        #expect(FileManager.default.contents(atPath: path) == Data("x".utf8))
        let target = try ListeningSocket(path: directory + "/other.sock")
        #expect(symlink(target.path, directory + "/link.sock") == 0)
        #expect(throws: SocketFailure.notASocket(path: directory + "/link.sock")) {
            try ListeningSocket(path: directory + "/link.sock")
        }
        #expect(throws: SocketFailure.self) { try ListeningSocket(path: directory + "/missing/a.sock") }
        #expect(throws: SocketFailure.notASocket(path: directory)) { try ListeningSocket(path: directory) }
    }

    @Test("A path that is too long is one clear error")
    func longPath() throws {
        let long = directory + "/" + String(repeating: "x", count: 107)
        let failure = #expect(throws: SocketFailure.self) { try ListeningSocket(path: long) }
        #expect(failure?.description.contains("--socket") == true)
        let fitting = "/tmp/" + String(repeating: "x", count: UnixAddress.longestPath - 5)
        #expect(UnixAddress.longestPath == 107)
        #expect(throws: Never.self) { try UnixAddress(path: fitting) }
    }

    @Test("Of many that start at once, one wins")
    func race() throws {
        for _ in 0..<5 {
            let won = Counter()
            let sockets = Sockets()
            DispatchQueue.concurrentPerform(iterations: 8) { _ in
                guard let socket = try? ListeningSocket(path: path) else { return }
                won.add()
                sockets.keep(socket)
            }
            #expect(won.count == 1)
            sockets.drop()
        }
    }
}

/// Keeps sockets open.
private final class Sockets: Sendable {
    private let kept = Monitor<[ListeningSocket]>([])
    func keep(_ socket: ListeningSocket) { kept.change { $0.append(socket) } }
    func drop() { kept.change { $0 = [] } }
}
