import Testing

/// Damage, repair and backup as a person meets them, with a daemon and without.
@Suite("Care of an index from the command line")
struct CareTests {
    /// An index of two commits: `a.txt`, `b.txt`, then `c.txt`.
    private func filled() throws -> Workplace {
        let place = try Workplace()
        try place.write("ready to pursue peace", to: "a.txt")
        try place.write("peace and a minerals deal", to: "b.txt")
        #expect(try place.apus("index", "a.txt", "b.txt").code == 0)
        try place.write("the third peace", to: "c.txt")
        #expect(try place.apus("index", "c.txt").code == 0)
        return place
    }

    /// Cuts the last byte off a file of the segment that was written last.
    private func cut(_ part: String, _ place: Workplace) throws -> String {
        let name = try place.shell("ls -t index/*.\(part) | head -1").output.split(separator: "\n")[0].dropFirst("index/".count)
        #expect(try place.shell("truncate -s 40 index/\(name)").code == 0)
        return String(name)
    }

    private static let doors = ["--direct", ""]

    /// Runs `apus` on the directory, or lets the daemon answer.
    private func run(_ arguments: [String], _ door: String, _ place: Workplace) throws -> ProgramResult {
        try place.run("apus", door.isEmpty ? arguments : [arguments[0], door] + arguments.dropFirst())
    }

    @Test("The rest answers: partial=segment, exit 4, what is damaged on standard error", arguments: doors)
    func partial(door: String) throws {
        let place = try filled()
        let name = try cut("terms", place)
        let daemon = door.isEmpty ? try RunningDaemon(in: place) : nil
        defer { withExtendedLifetime(daemon) {} }
        let search = try run(["search", "-l", "peace"], door, place)
        #expect((search.code, search.output) == (4, "a.txt\nb.txt\n"))
        #expect(search.errors.hasPrefix("apus: damaged: \(name) at byte "))
        #expect(search.errors.hasSuffix("apus: the answer is partial: segment\n"))
        let json = try run(["search", "--json", "peace"], door, place)
        #expect(json.code == 4)
        #expect(json.output.contains(#"{"type":"damage","file":"\#(name)","offset":"#))
        #expect(json.output.contains(#""total":2,"total_is":"at_least","partial":"segment""#))
        #expect(try run(["search", "nothing"], door, place).code == 4)
        let count = try run(["count", "peace"], door, place)
        #expect((count.code, count.output) == (4, "2\n"))
        try place.write("peace\nminerals\n", to: "queries")
        let batch = try run(["batch", "-c", "queries"], door, place)
        #expect((batch.code, batch.output) == (4, "1\t2\n2\t1\n"))
        for arguments in [["search", "--strict", "peace"], ["count", "--strict", "peace"], ["batch", "--strict", "queries"]] {
            let result = try run(arguments, door, place)
            #expect((result.code, result.output) == (5, ""), "\(arguments)")
        }
        for arguments in [["terms", "pea"], ["suggest", "pea"], ["explain", "peace", "a.txt"]] {
            let result = try run(arguments, door, place)
            #expect(result.code == 4 && result.output.contains("peace"), "\(arguments)")
            #expect(result.errors.hasPrefix("apus: damaged: \(name) at byte "), "\(arguments)")
            #expect(result.errors.hasSuffix("apus: the answer is partial: segment\n"), "\(arguments)")
        }
        #expect(try run(["terms", "--json", "pea"], door, place).output.contains(#""partial":"segment""#))
        #expect(try run(["get", "a.txt"], door, place).code == 0)
        #expect(try run(["get", "c.txt"], door, place).code == 5)
        #expect(try run(["index", "queries"], door, place).code == 5)
        #expect(try run(["merge"], door, place).code == 5)
        let stats = try run(["stats"], door, place)
        #expect(stats.output.contains("documents\t2\n"))
        #expect((stats.code, stats.errors) == (4, "apus: these are the figures of what is whole\n"))
    }

    @Test("A repair says what it found and lost, and ends with 4 after a loss, else 0", arguments: doors)
    func repair(door: String) throws {
        let place = try filled()
        let terms = try cut("terms", place)
        let daemon = door.isEmpty ? try RunningDaemon(in: place) : nil
        defer { withExtendedLifetime(daemon) {} }
        let repair = try run(["check", "--repair"], door, place)
        #expect((repair.code, repair.errors) == (0, ""))
        #expect(repair.output.hasPrefix(terms + "\t"))
        #expect(repair.output.contains("damaged=1 lost=0 nameless=0 reindexed=1 revived=0 aside=9 generation=3\n"))
        #expect(
            try run(["search", "-l", "peace"], door, place).output.split(separator: "\n").sorted() == ["a.txt", "b.txt", "c.txt"])
        #expect(try run(["check"], door, place).code == 0)
        #expect(try place.names(in: "index/damaged").contains(terms))
        #expect(try run(["check", "--repair"], door, place).output.contains("damaged=0 lost=0"))

        // What is lost comes back with the files.
        _ = try cut("stored", place)
        let loss = try run(["check", "--repair", "--json"], door, place)
        #expect(loss.code == 4)
        #expect(loss.output.contains(#"{"type":"lost","id":"c.txt"}"#))
        #expect(try run(["search", "-l", "third"], door, place).code == 1)
        #expect(try run(["index", "a.txt", "b.txt", "c.txt"], door, place).code == 0)
        #expect(try run(["search", "-l", "third"], door, place).output == "c.txt\n")
        #expect(try run(["count", "peace"], door, place).output == "3\n")
    }

    @Test("Where a manifest is damaged in one byte the repair puts it right; where in more, it says so")
    func manifest() throws {
        let place = try filled()
        #expect(try place.shell("printf Z | dd of=index/manifest bs=1 seek=30 conv=notrunc").code == 0)
        #expect(try place.apus("search", "peace").code == 5)
        #expect(try place.apus("check").output.hasPrefix("manifest\t"))
        #expect(try place.apus("check", "--repair").code == 0)
        #expect(try place.apus("count", "peace").output == "3\n")
        #expect(try place.shell("printf ZZZZZZ | dd of=index/manifest bs=1 seek=30 conv=notrunc").code == 0)
        let refused = try place.apus("check", "--repair")
        #expect(refused.code == 5 && refused.errors.hasPrefix("apus: manifest at byte "))
        try place.remove("index/manifest")
        for arguments in [["index", "a.txt"], ["search", "peace"], ["check", "--repair"]] {
            #expect(try place.run("apus", arguments).errors == "apus: manifest at byte 0: the file is missing\n", "\(arguments)")
        }
    }

    @Test("A backup is an index of its own, made beside a daemon, and a directory in use is refused")
    func backup() throws {
        let place = try filled()
        let daemon = try RunningDaemon(in: place)
        defer { withExtendedLifetime(daemon) {} }
        let backup = try place.apus("backup", "kept/first")
        #expect((backup.code, backup.errors) == (0, ""))
        #expect(backup.output.hasPrefix("files="))
        #expect(try place.apus("search", "-i", "kept/first", "--direct", "-l", "third").output == "c.txt\n")
        #expect(try place.apus("check", "-i", "kept/first").code == 0)
        let again = try place.apus("backup", "kept/first")
        #expect((again.code, again.errors) == (3, "apus: write a backup to kept/first: Directory not empty\n"))
        #expect(try place.apus("backup", "-i", "nowhere", "other").code == 3)
        _ = try cut("ids", place)
        #expect(try place.apus("backup", "kept/second").code == 5)
        #expect(try place.names(in: "kept/second") == [])
    }

    @Test("Through the socket a backup has a name, never a path")
    func backupBySocket() throws {
        let place = try filled()
        let daemon = try RunningDaemon(in: place)
        defer { withExtendedLifetime(daemon) {} }
        #expect(try place.apus("backup", "--socket", "index/apus.sock", "monday").code == 0)
        #expect(try place.apus("count", "-i", "index/backups/monday", "peace").output == "3\n")
        for name in ["../x", "/tmp/x", "..", ".hidden", "a/b"] {
            let refused = try place.apus("backup", "--socket", "index/apus.sock", name)
            #expect((refused.code, refused.output) == (3, ""), "\(name)")
        }
        #expect(try place.names(in: "index/backups") == ["monday"])
        #expect(!place.exists("x"))
    }

    @Test("Of another version, older or garbage: three sentences")
    func versions() throws {
        let place = try filled()
        let bytes = try place.bytes("index/manifest")
        func sentence(_ manifest: [UInt8]) throws -> (Int32?, String) {
            try place.write(manifest, to: "index/manifest")
            let result = try place.apus("search", "peace")
            #expect(try place.apus("check").code == result.code)
            #expect(try place.apus("index", "a.txt").errors == result.errors)
            return (result.code, result.errors)
        }
        #expect(
            try sentence(FormatVersion.changed(bytes, to: 258)) == (
                3, "apus: the index has format 258, which a later release wrote\n"
            ))
        #expect(
            try sentence(FormatVersion.changed(bytes, to: 0)) == (
                3, "apus: the index has format 0, which is no longer read\n"
            ))
        #expect(
            try sentence(Array("no index at all".utf8)) == (
                5, "apus: manifest at byte 15: too short to be a manifest\n"
            ))
        #expect(
            try sentence(Array(repeating: 7, count: 500)) == (
                5, "apus: manifest at byte 0: no \"APUSidx\" at the start\n"
            ))
    }
}
