import ApusSocket
import ApusWire
import Glibc

/// Whom the daemon lets in: its owner, root and, with `--group`, members of that group.
///
/// The mode of a socket says the same to the kernel. This is the second lock: it holds where the mode was changed, or where the file
/// system knows no modes.
struct Admission: Equatable, Sendable {
    let ownerID: UInt32
    /// Nil: nobody but the owner and root.
    let groupID: UInt32?

    init(ownerID: UInt32 = geteuid(), groupID: UInt32? = nil) {
        self.ownerID = ownerID
        self.groupID = groupID
    }

    /// - Parameter groups: the peer's supplementary groups, asked for only where they decide.
    func admits(_ peer: PeerCredentials, groups: () -> [UInt32]) -> Bool {
        if peer.userID == ownerID || peer.userID == 0 { return true }
        guard let groupID else { return false }
        return peer.groupID == groupID || groups().contains(groupID)
    }

    /// Why whoever is at the other end is not let in; nil when they are. Whom the kernel does not know is nobody's.
    func refusal(of socket: Int32) -> WireError? {
        if let peer = PeerCredentials(of: socket),
            admits(peer, groups: { PeerCredentials.supplementaryGroups(of: socket) })
        {
            return nil
        }
        let text =
            groupID == nil ? "the daemon belongs to another user" : "the daemon belongs to another user and a group without you"
        return WireError(.denied, text: text)
    }
}

// MARK: The way to a socket

extension Admission {
    /// The topmost directory on the way to a socket that members of the group may not pass, as far as modes tell; nil when there is none.
    func barrier(before path: String) -> String? {
        guard let groupID, let directory = Self.absoluteDirectory(of: path) else { return nil }
        var passed = ""
        for name in [""] + directory.split(separator: "/").map(String.init) {
            passed = name.isEmpty ? "/" : (passed == "/" ? "" : passed) + "/" + name
            var status = stat()
            guard stat(passed, &status) == 0 else { return nil }
            let bit: mode_t = status.st_gid == groupID ? S_IXGRP : S_IXOTH
            if status.st_mode & bit == 0 { return passed }
        }
        return nil
    }

    /// The directory of a path without links; nil where there is none.
    private static func absoluteDirectory(of path: String) -> String? {
        let parent = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        guard let resolved = realpath(parent, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
