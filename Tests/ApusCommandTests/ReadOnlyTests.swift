import Testing

@Suite("An index that can only be read")
struct ReadOnlyTests {
    private let place: Workplace
    private static let reading = [
        "search peace", "count peace", "get a.txt", "stats", "check", "batch quotes", "delete --query peace",
    ]
    private static let writing = ["index a.txt", "index b.txt", "delete a.txt", "delete --query peace --yes", "merge"]

    init() throws {
        place = try Workplace()
        for name in ["a.txt", "b.txt", "quotes"] { try place.write("peace", to: name) }
        #expect(try place.apus("index", "a.txt").code == 0)
    }

    private func expect(_ command: String, in answer: ProgramResult, writes: Bool) {
        #expect(answer.code == (writes ? 3 : 0), "\(command): \(answer)")
        let isClear = answer.errors.contains(" cannot be written")
        #expect(answer.errors.split(separator: "\n").count == (writes ? 1 : 0) && isClear == writes, "\(command): \(answer)")
    }

    @Test("A directory without permission to write, with the lock's file and without", arguments: [false, true])
    func directory(hasLock: Bool) throws {
        guard let words = try Unprivileged.words(in: place) else { return }
        if !hasLock { try place.remove("index/lock") }
        #expect(try place.shell("chmod 444 index/*; chmod 555 index").code == 0)
        let names = try place.names(in: "index")
        for command in Self.reading + Self.writing {
            let answer = try place.shell((words + ["apus", command]).joined(separator: " "))
            expect(command, in: answer, writes: Self.writing.contains(command))
        }
        let daemon = try place.shell((words + ["apusd", "--socket", "none.sock"]).joined(separator: " "))
        #expect(daemon.code == 3 && daemon.errors.contains("cannot be written"))
        #expect(try place.names(in: "index") == names)
        #expect(try place.shell("chmod 755 index").code == 0)
    }

    @Test("A file system that is mounted for reading alone")
    func media() throws {
        let mount =
            "mkdir -p media && mount -t tmpfs none media && cp -r index media && rm media/index/lock && mount -o remount,ro media"
        // Where no name space can be made, nothing is tested.
        guard try place.shell("unshare -rm bash -c '\(mount)'").code == 0 else { return }
        for command in Self.reading + Self.writing {
            let answer = try place.shell("unshare -rm bash -c '\(mount); APUS_INDEX=media/index apus \(command)'")
            expect(command, in: answer, writes: Self.writing.contains(command))
        }
    }
}
