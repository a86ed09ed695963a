import ApusSocket
import Foundation
import Testing

@testable import ApusServer

@Suite("Whom the daemon lets in")
struct AdmissionTests {
    private static func peer(user: UInt32, group: UInt32) -> PeerCredentials {
        PeerCredentials(processID: 1, userID: user, groupID: group)
    }

    @Test("Without a group: its owner and root, whatever their groups")
    func owner() {
        let admission = Admission(ownerID: 1000)
        for (user, group, isAdmitted) in [
            (1000, 5, true), (0, 0, true), (1001, 1000, false), (1001, 0, false), (65_534, 5, false),
        ]
            as [(UInt32, UInt32, Bool)]
        {
            #expect(admission.admits(Self.peer(user: user, group: group)) { [0, 5, 1000] } == isAdmitted, "\(user):\(group)")
        }
    }

    @Test("With a group: its members too, by their first group or by another; nobody else")
    func group() {
        let admission = Admission(ownerID: 1000, groupID: 42)
        #expect(admission.admits(Self.peer(user: 1001, group: 42)) { [] })
        #expect(admission.admits(Self.peer(user: 1001, group: 7)) { [1, 42] })
        #expect(!admission.admits(Self.peer(user: 1001, group: 7)) { [1, 43] })
        #expect(!admission.admits(Self.peer(user: 42, group: 7)) { [] })
        #expect(admission.admits(Self.peer(user: 1000, group: 7)) { [] })
        #expect(admission.admits(Self.peer(user: 0, group: 7)) { [] })
    }

    @Test("The kernel tells who is at the other end, and all of their groups")
    func kernel() throws {
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { for end in ends { close(end) } }
        let peer = try #require(PeerCredentials(of: ends[0]))
        #expect(peer == PeerCredentials(processID: getpid(), userID: geteuid(), groupID: getegid()))
        var groups = [UInt32](repeating: 0, count: Int(getgroups(0, nil)))
        _ = getgroups(Int32(groups.count), &groups)
        #expect(PeerCredentials.supplementaryGroups(of: ends[0]).sorted() == groups.sorted())
        #expect(Admission().refusal(of: ends[0]) == nil)
        #expect(Admission(ownerID: geteuid() &+ 1).refusal(of: ends[0]) == nil || geteuid() != 0)
        #expect(Admission().refusal(of: -1)?.code == .denied)
    }

    @Test("A directory that the group may not enter is found, the topmost one first")
    func barrier() throws {
        let top = NSTemporaryDirectory() + "apus-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: top + "/in", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: top) }
        let resolved = URL(filePath: top).resolvingSymlinksInPath().path
        let stranger = Admission(groupID: getegid() &+ 1)
        let own = Admission(groupID: getegid())
        for (outer, inner, strangers, owns) in [
            (0o755, 0o755, nil, nil), (0o750, 0o755, "", nil), (0o755, 0o750, "/in", nil), (0o700, 0o700, "", ""),
            (0o705, 0o755, nil, ""),
        ] as [(mode_t, mode_t, String?, String?)] {
            #expect(chmod(top, outer) == 0 && chmod(top + "/in", inner) == 0)
            #expect(stranger.barrier(before: top + "/in/apus.sock") == strangers.map { resolved + $0 })
            #expect(own.barrier(before: top + "/in/apus.sock") == owns.map { resolved + $0 })
        }
        #expect(Admission().barrier(before: top + "/in/apus.sock") == nil)
    }
}
