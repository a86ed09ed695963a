import ApusServer
import ApusWire
import Foundation
import Logging

/// A daemon on a socket in a directory of its own, stopped when the test lets go of it.
final class TestDaemon: Sendable {
    let directory: String
    let server: Server
    let state: StubState

    var path: String { directory + "/apus.sock" }
    var readerPath: String { directory + "/reader.sock" }

    /// A daemon of the service, or of a stand-in for it.
    init(_ service: (any RequestAnswering)? = nil, _ change: (inout ServerOptions) -> Void = { _ in }) throws {
        directory = NSTemporaryDirectory() + "apus-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        var options = ServerOptions()
        options.grace = .seconds(3)
        change(&options)
        let stub = StubService()
        state = stub.state
        let doors = [Door(path: directory + "/apus.sock"), Door(path: directory + "/reader.sock", role: .reader)]
        server = try Server(
            service ?? stub, doors: doors, options: options, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try server.start()
    }

    deinit {
        server.stop()
        try? FileManager.default.removeItem(atPath: directory)
    }

    func connect() throws -> RawClient { try RawClient(path) }
}

/// How many descriptors the process has open.
func descriptorCount() -> Int { (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0 }

/// Those of them that are sockets.
func socketCount() -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.count {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0))?.hasPrefix("socket:") ?? false
    }
}

/// Looks until the condition holds; false after a minute, more than anything takes on a busy machine under a sanitizer.
func eventually(_ condition: () -> Bool) -> Bool {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
        if condition() { return true }
        usleep(1000)
    }
    return condition()
}
