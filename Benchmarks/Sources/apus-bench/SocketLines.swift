import Glibc

/// A plain client of a daemon's socket: bytes out, lines in, and nothing of the library's client that would count as the daemon's.
final class SocketLines {
    private static let awakeMicroseconds = 50.0

    private let descriptor: Int32
    /// Whether to look for an answer for a moment before sleeping until it comes.
    var waitsAwake = false
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    private var filled = 0
    private var head = 0
    /// The daemon's process, as its greeting tells it.
    private(set) var processID: Int?

    struct Failure: Error {
        var operation: String
        var code: Int32
    }

    /// Connects and reads the greeting.
    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard descriptor >= 0, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw Failure(operation: "socket", code: errno)
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard isConnected == 0 else { throw Failure(operation: "connect", code: errno) }
        let greeting = String(decoding: try nextLine(), as: UTF8.self)
        processID = greeting.split(separator: " ").first { $0.hasPrefix("pid=") }.flatMap { Int($0.dropFirst(4)) }
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
    }

    func send(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = write(descriptor, bytes.baseAddress! + sent, bytes.count - sent)
                guard count > 0 else { throw Failure(operation: "write", code: errno) }
                sent += count
            }
        }
    }

    /// Asks what has no text, and reads the answer.
    func ask(_ verb: String) throws {
        try send(Array("\(verb)\n".utf8))
        try skipReply()
    }

    /// Reads lines to the end of one reply.
    func skipReply() throws {
        while !Self.isLast(try nextLine()) {}
    }

    private static func isLast(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard line.count >= 2 else { return false }
        return (line[0] == 0x4F && line[1] == 0x4B) || (line[0] == 0x45 && line[1] == 0x52)
    }

    /// The next line without its end, readable until the next call.
    private func nextLine() throws -> UnsafeBufferPointer<UInt8> {
        var searched = head
        while true {
            if let end = memchr(buffer.baseAddress! + searched, 0x0A, filled - searched) {
                let line = head..<buffer.baseAddress!.distance(to: end)
                head = line.upperBound + 1
                return UnsafeBufferPointer(rebasing: buffer.assumingMemoryBound(to: UInt8.self)[line])
            }
            searched = filled - head
            try receive()
        }
    }

    /// Reads more, what is there moved to the front.
    private func receive() throws {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[head..<filled]))
        (head, filled) = (0, filled - head)
        guard filled < buffer.count else { throw Failure(operation: "read", code: EMSGSIZE) }
        var count = -1
        if waitsAwake {
            let end = Figures.microseconds() + Self.awakeMicroseconds
            repeat {
                count = recv(descriptor, buffer.baseAddress! + filled, buffer.count - filled, Int32(MSG_DONTWAIT))
                if count < 0 { sched_yield() }
            } while count < 0 && errno == EAGAIN && Figures.microseconds() < end
        }
        if count < 0 { count = read(descriptor, buffer.baseAddress! + filled, buffer.count - filled) }
        guard count > 0 else { throw Failure(operation: "read", code: errno) }
        filled += count
    }
}
