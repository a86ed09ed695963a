import Apus
import Foundation
import Testing

@Suite("`apus index --watch` follows folders")
struct WatchTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write("peace", to: "docs/a.txt")
    }

    private func watcher(_ arguments: String...) throws -> RunningProgram {
        let watcher = try RunningProgram(in: place, "apus", ["index", "--watch"] + arguments)
        #expect(Patience.until { watcher.output.contains("indexed") || !watcher.process.isRunning })
        return watcher
    }

    /// What the index holds comes to be these documents, whatever their order, and then `apus` finds them.
    private func expect(_ query: String = "*", finds ids: String..., at line: SourceLocation = #_sourceLocation) throws {
        var options = IndexOptions()
        options.isReadOnly = true
        var found: [String] = []
        // Without a program for each look; there may be no index yet.
        _ = try Patience.until {
            guard let index = try? Index(at: place.path + "/index", options: options) else { return false }
            found = try index.search(SearchRequest(query, limit: 100)).hits.map(\.id).sorted()
            return found == ids.sorted()
        }
        let isSo = try Patience.until {
            found = try place.apus("search", "-l", "-n", "100", query).lines.sorted()
            return found == ids.sorted()
        }
        #expect(isSo, "\(found)", sourceLocation: line)
    }

    private func move(_ name: String, to other: String) throws {
        #expect(rename(place.path + "/" + name, place.path + "/" + other) == 0)
    }

    @Test("New, changed, moved and deleted files and folders, directly and through a daemon", arguments: [false, true])
    func changes(hasDaemon: Bool) throws {
        let daemon = hasDaemon ? try RunningDaemon(in: place) : nil
        let watcher = try watcher("docs")
        #expect(watcher.output == "indexed 1 document from 1 file; generation 1\n")
        try place.write("war", to: "docs/b.txt")
        try place.write("deep war", to: "docs/new/deep/c.txt")
        try place.write("outside", to: "other/f.txt")
        try expect(finds: "docs/a.txt", "docs/b.txt", "docs/new/deep/c.txt")
        try place.write("peace at last", to: "docs/b.txt")
        try move("docs/new", to: "docs/old")
        try place.write("more", to: "docs/old/deep/d.txt")
        try move("other", to: "docs/in")
        try expect(finds: "docs/a.txt", "docs/b.txt", "docs/in/f.txt", "docs/old/deep/c.txt", "docs/old/deep/d.txt")
        try expect("last", finds: "docs/b.txt")
        // What went elsewhere is followed no more.
        try place.remove("docs/old")
        try move("docs/b.txt", to: "docs/e.txt")
        try move("docs/in", to: "out")
        try expect(finds: "docs/a.txt", "docs/e.txt")
        #expect(watcher.end(by: SIGTERM) == .exit(0) && watcher.errors == "")
        #expect(watcher.lines.allSatisfy { !$0.hasPrefix("indexed 0") || $0.contains("pruned") })
        if let daemon { #expect(daemon.stop() == .exit(0)) }
        #expect(try place.apus("check").code == 0)
    }

    @Test("A file that an editor writes by way of others is read once")
    func editors() throws {
        let watcher = try watcher("docs")
        try place.write("x", to: "docs/4913")
        try place.remove("docs/4913")
        try move("docs/a.txt", to: "docs/a.txt~")
        try place.write("edited once", to: "docs/a.txt")
        try place.remove("docs/a.txt~")
        try expect("edited", finds: "docs/a.txt")
        try place.write("edited twice", to: "docs/.a.txt.tmp")
        try move("docs/.a.txt.tmp", to: "docs/a.txt")
        try expect("twice", finds: "docs/a.txt")
        // Touched, it is not read again.
        #expect(try place.shell("touch docs/a.txt").code == 0)
        try place.write("the end", to: "docs/z.txt")
        try expect("end", finds: "docs/z.txt")
        // Written, it is, though its size and time are what they were.
        #expect(try place.shell("cp -p docs/a.txt kept; printf 'edited three' >docs/a.txt; touch -r kept docs/a.txt").code == 0)
        try expect("three", finds: "docs/a.txt")
        #expect(watcher.end(by: SIGINT) == .exit(0))
        #expect(watcher.lines.count == 5 && watcher.lines.allSatisfy { $0.hasPrefix("indexed 1 document from 1 file") })
        try expect(finds: "docs/a.txt", "docs/z.txt")
    }

    @Test("Many changes make a commit a second at most, and none that was seen is lost at the end")
    func pace() throws {
        let watcher = try watcher("docs")
        let began = ContinuousClock.now
        for number in 0..<10 {
            try place.write("number \(number)", to: "docs/\(number).txt")
            // Longer than what counts as rest.
            usleep(150_000)
        }
        let seconds = (ContinuousClock.now - began).components.seconds
        #expect(watcher.end(by: SIGTERM) == .exit(0))
        #expect((2...(Int(seconds) + 4)).contains(watcher.lines.count), "\(watcher.output)")
        #expect(try place.apus("count", "*").output == "11\n")
    }

    @Test("Ignore files hold, also when they change; what is hidden or the index itself is left out")
    func ignoring() throws {
        try place.write("*.log\n", to: "docs/.gitignore")
        let watcher = try watcher("-i", "docs/index", "docs")
        for name in ["x.log", ".hidden", "sub/y.log", "b.txt"] { try place.write("more", to: "docs/" + name) }
        func found() throws -> [String] { try place.apus("search", "-i", "docs/index", "-l", "*").lines.sorted() }
        #expect(try Patience.until { try found() == ["docs/a.txt", "docs/b.txt"] })
        try place.write("", to: "docs/.gitignore")
        let all = ["docs/a.txt", "docs/b.txt", "docs/sub/y.log", "docs/x.log"]
        #expect(try Patience.until { try found() == all })
        #expect(watcher.end(by: SIGTERM) == .exit(0) && watcher.errors == "")
    }

    @Test("Files that are named are followed, their neighbours are not; a bad line is told once for each time it is read")
    func namedFiles() throws {
        try place.write("{\"id\":\"r1\",\"text\":\"war\"}\n", to: "records.jsonl")
        let watcher = try watcher("records.jsonl", "docs/a.txt")
        try place.write("not asked for", to: "docs/b.txt")
        try place.write("{\"id\":\"r2\",\"text\":\"war\"}\n{]\n", to: "new.tmp")
        try move("new.tmp", to: "records.jsonl")
        try expect(finds: "r1", "r2", "docs/a.txt")
        try place.remove("records.jsonl")
        try place.remove("docs/a.txt")
        try expect()
        try place.write("again", to: "docs/a.txt")
        try expect(finds: "docs/a.txt")
        #expect(watcher.end(by: SIGTERM) == .exit(4))
        #expect(watcher.errors.hasPrefix("apus: records.jsonl:2: ") && watcher.errors.split(separator: "\n").count == 1)
    }

    @Test("A folder that comes back between two looks for it, just before something else is indexed, is not passed over")
    func returningMeanwhile() throws {
        let watcher = try watcher("docs", "far/other")
        for round in 1...2 {
            // Once there is nothing left to wait for, a change is indexed a tenth of a second after it; missing paths are looked for once a
            // second.
            usleep(1_300_000)
            try place.write("round \(round)", to: "docs/a.txt")
            try place.write("here now", to: "far/other/c.txt")
            try expect(finds: "docs/a.txt", "far/other/c.txt")
            try place.remove("far")
            try expect(finds: "docs/a.txt")
        }
        #expect(watcher.end(by: SIGTERM) == .exit(4))
    }

    @Test("A folder that was deleted and comes back is followed again")
    func returningFolder() throws {
        // Of the second not even the folder that it lies in is there.
        let watcher = try watcher("docs", "far/other")
        #expect(watcher.errors.hasPrefix("apus: far/other: "))
        try place.remove("docs")
        try expect()
        try place.write("back", to: "docs/b.txt")
        try place.write("here now", to: "far/other/c.txt")
        try expect(finds: "docs/b.txt", "far/other/c.txt")
        try place.write("and followed", to: "docs/d.txt")
        try expect(finds: "docs/b.txt", "docs/d.txt", "far/other/c.txt")
        #expect(watcher.end(by: SIGTERM) == .exit(4))
    }

    @Test("After more changes than the system keeps, all is looked at")
    func overflow() throws {
        try place.write("war", to: "docs/b.txt")
        let kept = try #require(
            Int(String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8).prefix { $0 != "\n" }))
        guard kept <= 100_000 else { return }
        let watcher = try watcher("docs")
        watcher.process.send(SIGSTOP)
        // The same twice in a row would count once.
        for _ in 0...(kept / 2) { for name in ["a", "b"] { chmod(place.path + "/docs/\(name).txt", 0o600) } }
        try place.write("changed", to: "docs/a.txt")
        try place.remove("docs/b.txt")
        try place.write("new", to: "docs/sub/c.txt")
        watcher.process.send(SIGCONT)
        try expect(finds: "docs/a.txt", "docs/sub/c.txt")
        try expect("changed", finds: "docs/a.txt")
        #expect(watcher.end(by: SIGTERM) == .exit(0))
    }

    @Test(
        "Where no more folders can be watched, that is said once and all is looked at", arguments: ["watches 2", "instances 0"])
    func limits(limit: String) throws {
        let words = limit.split(separator: " ")
        let file = "/proc/sys/user/max_inotify_\(words[0])"
        // A name space of its own has limits of its own; where none can be made, nothing is tested.
        guard try place.shell("unshare -r bash -c 'echo \(words[1]) > \(file)'").code == 0 else { return }
        for name in ["docs/1/x.txt", "docs/2/y.txt", "docs/3/z.txt"] { try place.write("war", to: name) }
        let line = "echo \(words[1]) > \(file); exec apus index --watch docs"
        let watcher = try RunningProgram(in: place, "/usr/bin/unshare", ["-r", "bash", "-c", line])
        try expect(finds: "docs/1/x.txt", "docs/2/y.txt", "docs/3/z.txt", "docs/a.txt")
        try place.write("new", to: "docs/3/new.txt")
        try place.remove("docs/2")
        try expect(finds: "docs/1/x.txt", "docs/3/new.txt", "docs/3/z.txt", "docs/a.txt")
        #expect(watcher.end(by: SIGTERM) == .exit(0))
        let named = words[0] == "watches" ? "fs.inotify.max_user_watches" : "fs.inotify.max_user_instances"
        #expect(watcher.errors.contains(named) && watcher.errors.split(separator: "\n").count == 1, "\(watcher.errors)")
    }

    @Test("Standard input cannot be followed, and a path that is not there is 3")
    func mistakes() throws {
        #expect(try place.apus("index", "--watch", "-").code == 2)
        let absent = try place.apus("index", "--watch", "absent")
        #expect(absent.code == 3 && absent.errors == "apus: absent: No such file or directory\n" && !place.exists("index"))
    }
}
