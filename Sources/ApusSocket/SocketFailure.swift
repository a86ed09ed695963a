import Glibc

/// Why a Unix socket cannot be reached, made or used.
public enum SocketFailure: Error, Equatable, Sendable {
    /// The path has more bytes than the system allows for a socket.
    case pathTooLong(path: String, maximum: Int)
    /// Nothing has this path.
    case missing(path: String)
    /// The socket is there, and nobody listens.
    case refused(path: String)
    /// What is there is no socket; it is left as it is.
    case notASocket(path: String)
    /// A daemon listens there already.
    case inUse(path: String)
    /// The daemon did not answer in time.
    case timeout(path: String)
    /// A system call failed; `code` is errno.
    case failed(operation: String, path: String, code: Int32)
}

extension SocketFailure: CustomStringConvertible {
    /// One sentence for a person.
    public var description: String {
        switch self {
        case .pathTooLong(let path, let maximum):
            "the socket path \(path) has \(path.utf8.count) bytes, at most \(maximum) are possible: give a shorter one with --socket"
        case .missing(let path): "there is no socket at \(path)"
        case .refused(let path): "nobody listens at \(path)"
        case .notASocket(let path): "\(path) is there and is no socket"
        case .inUse(let path): "a daemon listens at \(path) already"
        case .timeout(let path): "no answer from \(path) in time"
        case .failed(let operation, let path, let code): "\(operation) \(path): \(String(cString: strerror(code)))"
        }
    }

    /// The failure of the call that set errno.
    package static func last(_ operation: String, _ path: String) -> SocketFailure {
        .failed(operation: operation, path: path, code: errno)
    }
}
