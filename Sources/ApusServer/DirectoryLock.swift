import ApusSocket
import Glibc

/// A short lock on the directory of a socket. It leaves no file behind, and the kernel frees it when its holder dies.
struct DirectoryLock {
    private static let patience: UInt64 = 5_000_000_000
    private static let step: UInt32 = 5_000

    private let descriptor: Int32

    /// Waits for others up to five seconds.
    init(of path: String) throws(SocketFailure) {
        let directory = Self.parent(of: path)
        descriptor = Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open", directory) }
        let deadline = MonotonicClock.now() + Self.patience
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR, MonotonicClock.now() < deadline else {
                let failure = SocketFailure.last("lock", directory)
                close(descriptor)
                throw failure
            }
            usleep(Self.step)
        }
    }

    func release() { close(descriptor) }

    static func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
