import Foundation
import Testing

@testable import ApusInput

@Suite struct InputWalkerTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func fill(_ names: [String]) throws {
        for name in names { try folder.write("x", to: name) }
    }

    /// The files found, by their paths within the folder, and the problems.
    private func walk(
        _ paths: [String] = ["."], globs: [String] = [], excluding: [String] = []
    ) throws -> (files: [String], problems: [String]) {
        var problems: [String] = []
        let walker = try InputWalker(globs: globs, excluding: excluding.map { folder($0) })
        let sources = walker.sources(of: paths.map { folder($0) }) { problems.append($0.description) }
        let prefix = folder("")
        return (
            sources.map { $0.path.replacingOccurrences(of: prefix, with: "") },
            problems.map { $0.replacingOccurrences(of: prefix, with: "") }
        )
    }

    @Test("folders are walked in the order of the paths' bytes")
    func order() throws {
        try fill(["b", "a/z", "a/b/c", "a.txt", "a-b", "Z", "é", "a0"])
        #expect(try walk().files == ["Z", "a-b", "a.txt", "a/b/c", "a/z", "a0", "b", "é"])
    }

    @Test("what is named is taken in its order, once, hidden or not")
    func named() throws {
        try fill(["b", "a", ".hidden", ".dir/x", ".dir/.y", "skip", "d/e"])
        try folder.write("skip\nd\n", to: ".gitignore")
        #expect(
            try walk(["b", "./a", "b", ".hidden", ".dir", "skip", "d", "d/../a"]).files == [
                "b", "a", ".hidden", ".dir/x", "skip", "d/e",
            ])
        #expect(try walk().files == ["a", "b"])
    }

    @Test("standard input has its place among the files")
    func standardInput() throws {
        try fill(["a"])
        let sources = try InputWalker().sources(of: ["-", folder("a"), "-"]) { Issue.record("\($0)") }
        #expect(sources.map(\.kind) == [.standardInput, .file])
        #expect(sources.first == .standardInput)
    }

    @Test("files whose names are no UTF-8 do not take each other's place unsaid")
    func alikeNames() throws {
        for byte: UInt8 in [0xFE, 0xFF] {
            let path = Array(folder("a").utf8) + [byte, 0]
            let descriptor = path.withUnsafeBytes { open($0.bindMemory(to: CChar.self).baseAddress!, O_CREAT | O_WRONLY, 0o600) }
            #expect(descriptor >= 0)
            close(descriptor)
        }
        let found = try walk()
        #expect(found.files == ["a\u{FFFD}"])
        #expect(found.problems == ["a\u{FFFD}: another file has the same id: their names are no UTF-8"])
    }

    @Test("sizes and times come along")
    func status() throws {
        try folder.write("12345", to: "a")
        let source = try #require(try InputWalker().sources(of: [folder.path]) { Issue.record("\($0)") }.first)
        #expect(source.size == 5)
        #expect(source.modified > 1_600_000_000_000_000_000)
    }

    @Test("what is missing is a problem, the rest is found")
    func missing() throws {
        try fill(["a"])
        let walk = try walk(["nothing", "a"])
        #expect(walk.files == ["a"])
        #expect(walk.problems == ["nothing: No such file or directory"])
    }

    @Test("links to files are followed, links to folders are not, and loops do no harm")
    func links() throws {
        try fill(["a/b", "c"])
        try folder.link("link", to: "c")
        try folder.link("a/loop", to: "..")
        try folder.link("a/self", to: "self")
        try folder.link("dangling", to: "nowhere")
        try folder.link(".#lock", to: "nowhere")
        try folder.link("named", to: "a")
        let walk = try walk()
        #expect(walk.files == ["a/b", "c", "link"])
        #expect(walk.problems == ["a/self: Too many levels of symbolic links", "dangling: No such file or directory"])
        #expect(try self.walk(["named"]).files == ["named/b"])
    }

    @Test("pipes and their like are skipped")
    func specialFiles() throws {
        try fill(["a"])
        #expect(mkfifo(folder("pipe"), 0o600) == 0)
        #expect(try walk().files == ["a"])
    }

    @Test("excluded folders are not entered, by whatever path")
    func excluded() throws {
        try fill(["index/a", "b/c"])
        #expect(try walk(excluding: ["b/../index", "missing"]).files == ["b/c"])
        #expect(try walk(["index"], excluding: ["index"]).files == [])
    }

    @Test("the folder of an index is not entered, one that only looks like it is")
    func indexes() throws {
        try fill(["a", "other/b.terms", "other/lock", "like/c"])
        try folder.write("APUSidx\n and so on", to: "other/manifest")
        try folder.write("APUSidy\n and so on", to: "like/manifest")
        #expect(try walk().files == ["a", "like/c", "like/manifest"])
        #expect(try walk(["other"]).files == [])
        #expect(try walk(["other/lock"]).files == ["other/lock"])
    }

    @Test("names that are no UTF-8 are found and can be read")
    func invalidNames() throws {
        let path = Array(folder("").utf8) + [0x61, 0xFF]
        let descriptor = FilePath.withCString(path) { open($0, O_WRONLY | O_CREAT, 0o600) }
        try #require(descriptor >= 0)
        close(descriptor)
        let source = try #require(try InputWalker().sources(of: [folder.path]) { Issue.record("\($0)") }.first)
        #expect(source.pathBytes == path)
        #expect(try Reading(source).documents.map(\.document.id) == [folder("a\u{FFFD}")])
    }

    @Test("a very deep tree is walked without a deep stack")
    func deepTree() throws {
        let deep = [String](repeating: "d", count: 1500).joined(separator: "/")
        try folder.write("x", to: "d/\(deep)/file")
        #expect(try walk().files == ["d/\(deep)/file"])
    }

    @Test(
        "ignore files leave out what they name, as git does",
        arguments: [
            ([".gitignore": "*.log"], ["a.txt", "b.log", "c/d.log"], ["a.txt"]),
            ([".gitignore": "build/"], ["build/a", "c/build/b", "d/build"], ["d/build"]),
            ([".gitignore": "/a"], ["a", "b/a"], ["b/a"]), ([".gitignore": "b/a"], ["a", "b/a", "c/b/a"], ["a", "c/b/a"]),
            ([".gitignore": "*.x\n!keep.x"], ["a.x", "keep.x", "b/keep.x"], ["b/keep.x", "keep.x"]),
            ([".gitignore": "!a\na"], ["a"], []), ([".gitignore": "d/\n!d/keep"], ["d/keep", "e"], ["e"]),
            ([".gitignore": "d/*\n!d/keep"], ["d/keep", "d/x"], ["d/keep"]),
            ([".gitignore": "**/t"], ["t", "a/t", "a/b/t/x", "u"], ["u"]),
            ([".gitignore": "a/**/z"], ["a/z", "a/b/c/z", "z"], ["z"]),
            ([".gitignore": "a/**"], ["a/b", "a/c/d", "b/a/x"], ["b/a/x"]),
            ([".gitignore": "# a\n\n  \n\\#b\n\\!c\r\nd  \ne\\ "], ["#b", "!c", "a", "d", "e ", "f"], ["a", "f"]),
            (["d/.gitignore": "/x\ny"], ["x", "y", "d/x", "d/y", "d/e/x", "d/e/y"], ["d/e/x", "x", "y"]),
            ([".gitignore": "*.x", "d/.gitignore": "!*.x"], ["a.x", "d/b.x", "d/e/c.x"], ["d/b.x", "d/e/c.x"]),
            ([".gitignore": "!*.x", "d/.gitignore": "*.x"], ["a.x", "d/b.x"], ["a.x"]),
            ([".gitignore": "[ab].t"], ["a.t", "c.t"], ["c.t"]),
            ([".gitignore": "[x\na\\\nb"], ["a", "b"], ["a"]), ([".gitignore": "é"], ["é", "e"], ["e"]),
        ] as [([String: String], [String], [String])])
    func ignoreFiles(rules: [String: String], files: [String], found: [String]) throws {
        try fill(files)
        for (name, content) in rules { try folder.write(content, to: name) }
        #expect(try walk().files == found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    @Test("ignore files above the folder that is named hold up to the root of its repository, and no higher")
    func repository() throws {
        try fill(["r/.git/HEAD", "r/d/e/a", "r/d/e/a.x", "r/d/e/b", "r/d/e/c/a", "r/d/e/k.x", "r/d/e/out", "r/d/e/top"])
        try folder.write("out", to: ".gitignore")
        try folder.write("*.x\n/d/e/top\n/top\n/e\nc/\n", to: "r/.gitignore")
        try folder.write("!k.x\n/e/b\n", to: "r/d/.gitignore")
        #expect(try walk(["r/d/e"]).files == ["r/d/e/a", "r/d/e/k.x", "r/d/e/out"])
        #expect(try walk(["r/d"]).files == ["r/d/e/a", "r/d/e/k.x", "r/d/e/out"])
        #expect(try walk(["r"]).files == ["r/d/e/a", "r/d/e/k.x", "r/d/e/out"])
        // What is named is taken, and what lies in it is judged by itself.
        #expect(try walk(["r/d/e/c", "r/d/e/b"]).files == ["r/d/e/c/a", "r/d/e/b"])
        try folder.link("link", to: "r/d/e")
        #expect(try walk(["link"]).files == ["link/a", "link/k.x", "link/out"])
    }

    @Test("a repository within another is its own, also where its .git is a file")
    func innerRepository() throws {
        try fill(["r/.git/HEAD", "r/s/.git", "r/s/d/a", "r/s/d/b"])
        try folder.write("a", to: "r/.gitignore")
        try folder.write("b", to: "r/s/.gitignore")
        #expect(try walk(["r/s/d"]).files == ["r/s/d/a"])
        #expect(try walk(["r/s"]).files == ["r/s/d/a"])
    }

    @Test("an ignore file above the folder that is named does not hold outside of repositories")
    func rulesAbove() throws {
        try fill(["d/a"])
        try folder.write("a", to: ".gitignore")
        #expect(try walk(["d"]).files == ["d/a"])
    }

    @Test(
        "globs take in and leave out, the last one that fits decides",
        arguments: [
            (["*.md"], ["a.md", "d/b.md", "d/e/c.md", "node/x.md"]), (["!*.md"], ["a.txt", "d/b.txt"]),
            (["*.md", "!b.*"], ["a.md", "d/e/c.md", "node/x.md"]),
            (["!*", "*.txt"], ["a.txt"]), (["*.{md,txt}", "!node"], ["a.md", "a.txt", "d/b.md", "d/b.txt", "d/e/c.md"]),
            (["d/*.md"], ["d/b.md"]), (["d/**/*.md"], ["d/b.md", "d/e/c.md"]), (["/*.txt"], ["a.txt"]),
            (["!d/"], ["a.md", "a.txt", "node/x.md"]),
            ([".hidden.md"], [".hidden.md"]), (["ignored.log"], ["ignored.log"]), (["nothing"], []),
        ] as [([String], [String])])
    func globs(globs: [String], found: [String]) throws {
        try fill(["a.md", "a.txt", "d/b.md", "d/b.txt", "d/e/c.md", "node/x.md", ".hidden.txt", ".hid/z.log", "ignored.log"])
        if globs == [".hidden.md"] { try fill([".hidden.md"]) }
        try folder.write("*.log\n", to: ".gitignore")
        #expect(try walk(globs: globs).files == found)
    }

    @Test("a glob that is none is refused", arguments: ["", "!", "[a", "a\\", "x/{[,b}"])
    func malformedGlobs(glob: String) {
        #expect(throws: GlobError.malformed(glob)) { try InputWalker(globs: [glob]) }
    }
}
