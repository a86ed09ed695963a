import ApusSocket
import Glibc

/// A socket that clients find by its path. Only its owner can open it from its first instant on.
///
/// Making and removing happen under a lock on the directory, so two daemons that start at once never take each other's socket for a
/// stale one: between `bind` and `listen` a socket refuses connections just as a dead daemon's does.
final class ListeningSocket: Sendable {
    private static let backlog: Int32 = 256

    let descriptor: Int32
    let path: String
    private let device: UInt64
    private let inode: UInt64

    /// Listens at a path. A stale socket is replaced; a live one, and anything that is no socket, is left alone.
    /// - Parameter groupID: whose members may connect, too.
    init(path: String, groupID: UInt32? = nil) throws(SocketFailure) {
        let address = try UnixAddress(path: path)
        let lock = try DirectoryLock(of: path)
        defer { lock.release() }
        try Self.makeWay(for: address)
        let socket = try StreamSocket.make(for: path)
        do throws(SocketFailure) {
            (device, inode) = try Self.listen(socket, at: address, groupID: groupID)
        } catch {
            close(socket)
            throw error
        }
        descriptor = socket
        self.path = path
    }

    deinit { close(descriptor) }

    /// Takes the name away, unless it is another socket's by now.
    func removeName() {
        guard let lock = try? DirectoryLock(of: path) else { return }
        defer { lock.release() }
        guard let found = try? Self.identity(of: path), found == (device, inode) else { return }
        unlink(path)
    }

    private static func listen(
        _ socket: Int32, at address: UnixAddress, groupID: UInt32?
    ) throws(SocketFailure) -> (UInt64, UInt64) {
        // The name gets the mode that the socket has when it is bound (less the umask), so it is never open to others.
        guard fchmod(socket, 0o600) == 0 else { throw .last("chmod", address.path) }
        try address.bind(socket)
        let identity = try identity(of: address.path)
        try open(address.path, to: groupID)
        guard Glibc.listen(socket, backlog) == 0 else { throw .last("listen", address.path) }
        return identity
    }

    /// Removes a socket of which nobody listens any more.
    private static func makeWay(for address: UnixAddress) throws(SocketFailure) {
        var status = stat()
        guard lstat(address.path, &status) == 0 else {
            if errno == ENOENT { return }
            throw .last("open", address.path)
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: address.path) }
        guard try isStale(address) else { throw .inUse(path: address.path) }
        guard unlink(address.path) == 0 || errno == ENOENT else { throw .last("remove", address.path) }
    }

    private static func isStale(_ address: UnixAddress) throws(SocketFailure) -> Bool {
        let socket = try StreamSocket.make(for: address.path)
        defer { close(socket) }
        // A full queue would make us wait: whoever has one is alive.
        guard fcntl(socket, F_SETFL, O_NONBLOCK) == 0 else { throw .last("connect", address.path) }
        do throws(SocketFailure) {
            try address.connect(socket)
            return false
        } catch {
            switch error {
            case .refused, .missing: return true
            case .timeout: return false
            default: throw error
            }
        }
    }

    private static func identity(of path: String) throws(SocketFailure) -> (UInt64, UInt64) {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw .last("open", path) }
        return (UInt64(status.st_dev), UInt64(status.st_ino))
    }

    /// Sets what an unusual umask took from the mode, and lets a group in.
    private static func open(_ path: String, to groupID: UInt32?) throws(SocketFailure) {
        if let groupID {
            guard lchown(path, uid_t.max, groupID) == 0 else { throw .last("chown", path) }
        }
        guard chmod(path, groupID == nil ? 0o600 : 0o660) == 0 else { throw .last("chmod", path) }
    }
}
