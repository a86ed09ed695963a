import Glibc
import Testing

/// Needs root, to become somebody else with `setpriv`.
@Suite("Other users", .enabled(if: geteuid() == 0, "only root can become somebody else"))
struct StrangerTests {
    private let place: Workplace

    init() throws { place = try Workplace() }

    /// The answer to somebody with these groups; nil where `setpriv` does not work.
    private func ping(_ groups: String) throws -> ProgramResult? {
        let words = "setpriv --reuid=65534 \(groups)"
        guard try place.shell("\(words) apus --version").code == 0 else { return nil }
        return try place.shell("\(words) apus ping -i index")
    }

    @Test("are refused by the socket's mode, and by the daemon where the mode was changed")
    func refused() throws {
        let daemon = try RunningDaemon(in: place)
        guard let atDoor = try ping("--regid=65534 --clear-groups") else { return }
        #expect(atDoor.code == 3)
        #expect(try place.shell("chmod 666 index/apus.sock").code == 0)
        let inside = try #require(try ping("--regid=65534 --clear-groups"))
        #expect(inside.code == 3 && inside.errors.contains("the daemon belongs to another user"), "\(inside)")
        let rootless = try #require(try ping("--regid=0 --groups=0"))
        #expect(rootless.code == 3)
        #expect(try place.apus("ping").code == 0)
        #expect(daemon.messages.contains("refused a connection"))
        #expect(daemon.stop() == .exit(0))
    }

    @Test("who are members of the group may, by their first group or another; others not, whatever the socket's mode")
    func group() throws {
        let daemon = try RunningDaemon(in: place, "-i", "index", "--group", "4242")
        #expect(try place.shell("stat -c '%a %g' index/apus.sock").output == "660 4242\n")
        guard let member = try ping("--regid=4242 --clear-groups") else { return }
        #expect(member.code == 0, "\(member)")
        let other = try #require(try ping("--regid=65534 --groups=77,4242"))
        #expect(other.code == 0, "\(other)")
        let outsider = try #require(try ping("--regid=65534 --groups=77"))
        #expect(outsider.code == 3)
        #expect(try place.shell("chmod 666 index/apus.sock").code == 0)
        let stranger = try #require(try ping("--regid=65534 --groups=77"))
        #expect(stranger.code == 3 && stranger.errors.contains("a group without you"), "\(stranger)")
        #expect(try place.apus("ping").code == 0)
        #expect(!daemon.messages.contains("cannot reach"))
        #expect(daemon.stop() == .exit(0))
    }

    @Test("of the group are of no use behind a directory that they may not enter, which is said once")
    func barrier() throws {
        #expect(try place.shell("mkdir -m 700 index").code == 0)
        let daemon = try RunningDaemon(in: place, "-i", "index", "--read-only-socket", "index/reader", "--group", "4242")
        #expect(Patience.until { daemon.messages.contains("the group cannot reach the socket") })
        #expect(daemon.messages.components(separatedBy: "cannot reach the socket").count == 2)
        #expect(daemon.messages.contains("/index"))
        #expect(daemon.stop() == .exit(0))
        let absent = try place.run("apusd", ["-i", "index", "--group", "no-such-group"])
        #expect(absent.code == 3 && absent.errors.contains("no-such-group"))
    }
}
