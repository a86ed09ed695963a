import Glibc

/// The path of a socket as system calls take it.
package struct UnixAddress: Sendable {
    /// Bytes of a path: the last of the address is a zero.
    package static let longestPath = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    package let path: String
    private let address: sockaddr_un

    package init(path: String) throws(SocketFailure) {
        let bytes = Array(path.utf8)
        guard bytes.count <= Self.longestPath else { throw .pathTooLong(path: path, maximum: Self.longestPath) }
        guard !bytes.isEmpty, !bytes.contains(0) else { throw .failed(operation: "open", path: path, code: EINVAL) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        self.path = path
        self.address = address
    }

    private func withPointer<R>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
        withUnsafePointer(to: address) { pointer in
            // A sockaddr_un begins as every sockaddr does, and its length is passed beside it.
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }

    /// Connects a socket. Waits only while the listener's queue is full, and at most as long as its send timeout.
    package func connect(_ socket: Int32) throws(SocketFailure) {
        while withPointer({ Glibc.connect(socket, $0, $1) }) != 0 {
            switch errno {
            case EINTR: continue
            case EISCONN: return
            case ENOENT, ENOTDIR: throw .missing(path: path)
            case ECONNREFUSED: throw .refused(path: path)
            case EAGAIN: throw .timeout(path: path)
            default: throw .last("connect", path)
            }
        }
    }

    /// Gives a socket its name in the file system.
    package func bind(_ socket: Int32) throws(SocketFailure) {
        guard withPointer({ Glibc.bind(socket, $0, $1) }) == 0 else { throw .last("bind", path) }
    }
}
