import Glibc

/// A plain client of a daemon's socket: bytes out, lines in, and nothing of the library's client that would count as the daemon's.
final class SocketLines {
    private let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 256 << 10)
    private var filled = 0
    private var head = 0

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
        try skipLine()
    }

    deinit { close(descriptor) }

    func send(_ bytes: ArraySlice<UInt8>) throws {
        try bytes.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = write(descriptor, bytes.baseAddress! + sent, bytes.count - sent)
                guard count > 0 else { throw Failure(operation: "write", code: errno) }
                sent += count
            }
        }
    }

    /// Reads lines to the end of one reply.
    func skipReply() throws {
        while try !skipLine() {}
    }

    /// Reads a line; whether it is the last of its reply.
    @discardableResult
    private func skipLine() throws -> Bool {
        var searched = head
        while true {
            if let end = buffer[searched..<filled].firstIndex(of: UInt8(ascii: "\n")) {
                let isLast = buffer[head..<end].starts(with: "OK".utf8) || buffer[head..<end].starts(with: "ERR".utf8)
                head = end + 1
                return isLast
            }
            searched = filled
            if head == filled { (head, filled, searched) = (0, 0, 0) }
            if filled == buffer.count { buffer.append(contentsOf: repeatElement(0, count: buffer.count)) }
            let count = buffer.withUnsafeMutableBytes { [filled, descriptor] in
                read(descriptor, $0.baseAddress! + filled, $0.count - filled)
            }
            guard count > 0 else { throw Failure(operation: "read", code: errno) }
            filled += count
        }
    }
}
