import Glibc

/// Who is at the other end of a Unix socket, as the kernel saw it when the connection was made.
package struct PeerCredentials: Equatable, Sendable {
    // From <asm-generic/socket.h>; Glibc shows it to C only.
    private static let peerGroups: Int32 = 59
    // How many groups a process can have (NGROUPS_MAX).
    private static let mostGroups = 65_536

    package let processID: Int32
    package let userID: UInt32
    package let groupID: UInt32

    package init(processID: Int32, userID: UInt32, groupID: UInt32) {
        self.processID = processID
        self.userID = userID
        self.groupID = groupID
    }

    /// Nil where the kernel does not tell.
    package init?(of socket: Int32) {
        // The layout of `struct ucred`: pid, uid, gid, 32 bits each.
        var words: (Int32, UInt32, UInt32) = (0, 0, 0)
        var length = socklen_t(MemoryLayout.size(ofValue: words))
        guard getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &words, &length) == 0 else { return nil }
        (processID, userID, groupID) = words
    }

    /// The supplementary groups of the peer; none where the kernel does not tell (before Linux 4.13).
    package static func supplementaryGroups(of socket: Int32) -> [UInt32] {
        var groups = [UInt32](repeating: 0, count: 32)
        while groups.count <= mostGroups {
            let room = socklen_t(groups.count * MemoryLayout<UInt32>.stride)
            var length = room
            if getsockopt(socket, SOL_SOCKET, peerGroups, &groups, &length) == 0 {
                return Array(groups.prefix(Int(length) / MemoryLayout<UInt32>.stride))
            }
            // Too little room: `length` tells how much it takes.
            guard errno == ERANGE, length > room else { return [] }
            groups = [UInt32](repeating: 0, count: Int(length) / MemoryLayout<UInt32>.stride)
        }
        return []
    }
}
