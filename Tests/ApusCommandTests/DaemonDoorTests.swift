import Foundation
import Testing

@Suite("The daemon's socket and its end")
struct DaemonDoorTests {
    private let place: Workplace

    init() throws { place = try Workplace() }

    @Test("It makes an empty index, and its socket is its owner's alone")
    func start() throws {
        let daemon = try RunningDaemon(in: place, "-i", "new=here/index")
        #expect(try place.shell("umask 0; stat -c %a here/index/apus.sock").output == "600\n")
        #expect(try place.apus("count", "-i", "here/index", "*").output == "0\n")
        #expect(daemon.stop() == .exit(0))
        #expect(!place.exists("here/index/apus.sock"))
    }

    @Test("A stale socket is replaced, a live one never; what is no socket is left alone")
    func blockedPath() throws {
        let killed = try RunningDaemon(in: place)
        killed.process.send(SIGKILL)
        #expect(killed.process.wait() == .signal(SIGKILL))
        #expect(place.exists("index/apus.sock"))
        #expect(try place.apus("stats").code == 0)
        let next = try RunningDaemon(in: place)
        #expect(try place.apus("ping").code == 0)
        let taker = try place.run("apusd", ["-i", "other", "--socket", "index/apus.sock"])
        #expect(taker.code == 3 && taker.errors.contains("index/apus.sock"))
        #expect(try place.apus("ping").code == 0)
        #expect(next.stop() == .exit(0))
        try place.write("mine", to: "index/apus.sock")
        #expect(try place.run("apusd", []).code == 3)
        #expect(try place.shell("cat index/apus.sock").output == "mine")
    }

    @Test("SIGTERM and SIGINT end it well", arguments: [SIGTERM, SIGINT])
    func signals(signal: Int32) throws {
        let daemon = try RunningDaemon(in: place)
        daemon.process.send(signal)
        #expect(daemon.process.wait() == .exit(0))
        #expect(!place.exists("index/apus.sock"))
        #expect(!daemon.messages.contains(" error "))
        #expect(daemon.messages.hasSuffix("stopped\n"))
    }

    @Test("SIGHUP looks for commits anew and goes on, as often as it comes")
    func reload() throws {
        let daemon = try RunningDaemon(in: place)
        for round in 1...2 {
            daemon.process.send(SIGHUP)
            for _ in 0..<5000 where daemon.messages.components(separatedBy: "reloaded").count <= round { usleep(1000) }
            #expect(daemon.messages.components(separatedBy: "reloaded").count == round + 1)
            #expect(try place.apus("ping").code == 0)
        }
        #expect(daemon.stop() == .exit(0))
    }

    @Test("`apus stop` returns when it has ended: its lock is free, its socket gone, nothing went wrong")
    func stop() throws {
        for _ in 0..<5 {
            let daemon = try RunningDaemon(in: place)
            #expect(try place.apus("stop") == ProgramResult(output: "", errors: "", end: .exit(0)))
            #expect(!place.exists("index/apus.sock"))
            #expect(try place.apus("index", "-", input: "peace").code == 0)
            #expect(daemon.process.wait() == .exit(0))
            #expect(!daemon.messages.contains(" error "))
        }
    }

    @Test("Which daemon and which index a command means")
    func places() throws {
        try place.write("peace", to: "a.txt")
        #expect(try place.apus("index", "-i", "one", "a.txt").code == 0)
        let environment = ["APUS_INDEX": "one"]
        #expect(try place.apus("count", "peace", environment: environment).output == "1\n")
        #expect(try place.apus("count", "peace").code == 3)
        // Another index has a daemon at a socket of its own.
        try place.write("war", to: "b.txt")
        let daemon = try RunningDaemon(in: place, "-i", "two", "--socket", "s")
        #expect(try place.apus("index", "--socket", "s", "b.txt").code == 0)
        let socket = ["APUS_SOCKET": "s"]
        #expect(try place.apus("search", "-l", "*", environment: socket).output == "b.txt\n")
        #expect(try place.apus("search", "-l", "*", environment: socket.merging(environment) { $1 }).output == "b.txt\n")
        #expect(try place.apus("search", "-l", "-i", "one", "*", environment: socket).output == "a.txt\n")
        #expect(
            try place.apus("search", "-l", "--direct", "*", environment: socket.merging(environment) { $1 }).output == "a.txt\n")
        #expect(try place.apus("search", "-l", "--socket", "s", "-i", "one", "*").output == "b.txt\n")
        #expect(daemon.stop() == .exit(0))
        #expect(try place.apus("search", "--socket", "s", "-i", "one", "*").code == 3)
    }

    @Test("Several indexes, each at its own door, and the environment of the daemon")
    func severalIndexes() throws {
        try place.write("peace", to: "a.txt")
        let daemon = try RunningDaemon(in: place, "-i", "first=one", "-i", "second=two=2")
        #expect(try place.apus("index", "-i", "two=2", "a.txt").code == 0)
        #expect(try place.apus("search", "-l", "-i", "two=2", "peace").output == "a.txt\n")
        #expect(try place.apus("count", "-i", "one", "*").output == "0\n")
        #expect(daemon.stop() == .exit(0))
        let other = try RunningDaemon(in: place, environment: ["APUS_INDEX": "two=2", "APUS_SOCKET": "s"])
        #expect(try place.apus("search", "-l", "--socket", "s", "peace").output == "a.txt\n")
        #expect(other.stop() == .exit(0))
    }

    @Test("A socket for reading answers, and refuses what changes something")
    func readOnlySocket() throws {
        try place.write("peace", to: "a.txt")
        try place.write("war", to: "b.txt")
        let daemon = try RunningDaemon(in: place, "--read-only-socket", "reader")
        #expect(try place.apus("index", "a.txt").code == 0)
        for command in [["search", "peace"], ["get", "a.txt"], ["stats"], ["check"], ["ping"], ["delete", "--query", "peace"]] {
            #expect(try place.run("apus", command + ["--socket", "reader"]).code == 0)
        }
        for command in [["index", "b.txt"], ["delete", "a.txt"], ["delete", "--query", "peace", "--yes"], ["merge"], ["stop"]] {
            let result = try place.run("apus", command + ["--socket", "reader"])
            #expect(result.code == 3 && result.errors.contains("this socket is for reading"))
        }
        #expect(try place.apus("search", "-l", "*").output == "a.txt\n")
        #expect(daemon.stop() == .exit(0))
        #expect(!place.exists("reader"))
    }

    @Test("A directory that cannot be written is searched, and writing is one clear error", .enabled(if: geteuid() == 0))
    func readOnly() throws {
        try place.write("peace", to: "a.txt")
        #expect(try place.apus("index", "a.txt").code == 0)
        let nobody = "chmod 755 . && chmod -R a+rX . && setpriv --reuid=65534 --regid=65534 --clear-groups"
        guard try place.shell("\(nobody) apus --version").code == 0 else { return }
        #expect(try place.shell("\(nobody) apus search -l peace") == ProgramResult(output: "a.txt\n", errors: "", end: .exit(0)))
        for command in ["index a.txt", "delete a.txt", "merge"] {
            let refused = try place.shell("touch -d 2020-01-01 a.txt; \(nobody) apus \(command)")
            #expect(refused.code == 3)
            #expect(refused.errors.split(separator: "\n").count == 1)
        }
        #expect(try place.shell("\(nobody) apusd").code == 3)
    }
}
