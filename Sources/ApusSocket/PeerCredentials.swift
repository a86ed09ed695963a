import Glibc

/// Who is at the other end of a Unix socket, as the kernel saw it when the connection was made.
package struct PeerCredentials: Equatable, Sendable {
    package let processID: Int32
    package let userID: UInt32
    package let groupID: UInt32

    /// Nil where the kernel does not tell.
    package init?(of socket: Int32) {
        // The layout of `struct ucred`: pid, uid, gid, 32 bits each.
        var words: (Int32, UInt32, UInt32) = (0, 0, 0)
        var length = socklen_t(MemoryLayout.size(ofValue: words))
        guard getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &words, &length) == 0 else { return nil }
        (processID, userID, groupID) = words
    }
}
