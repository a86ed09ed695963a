import Foundation
import Testing

@testable import ApusInput

@Suite("Followed folders")
struct FolderWatchTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func bytes(_ name: String) -> [UInt8] { Array(folder(name).utf8) }

    private func move(_ name: String, to other: String) { #expect(rename(folder(name), folder(other)) == 0) }

    @Test("A file is told of when it was written and closed, renamed, linked or taken away; not while it is written")
    func files() throws {
        try folder.write("x", to: "old")
        try folder.write("x", to: "elsewhere")
        let followed = try FollowedFolder(folder)
        #expect(try followed.update().isEmpty)
        let descriptor = open(folder("slow"), O_CREAT | O_WRONLY, 0o600)
        write(descriptor, "half", 4)
        #expect(try followed.update().isEmpty)
        write(descriptor, " and half", 9)
        close(descriptor)
        #expect(try followed.update().files == [bytes("slow")])
        #expect(followed.table["slow"] == "half and half")
        move("old", to: "new")
        #expect(try followed.update().files == [bytes("old"), bytes("new")])
        #expect(link(folder("new"), folder("twin")) == 0)
        try folder.link("pointer", to: "twin")
        #expect(try followed.update().files.isSuperset(of: [bytes("twin"), bytes("pointer")]))
        unlink(folder("new"))
        #expect(try followed.update().goneFiles == [folder("new")])
        #expect(followed.table == ["slow": "half and half", "elsewhere": "x", "twin": "x", "pointer": "x"])
    }

    @Test("Of files that are named, nothing is told of their neighbours; of a folder beside them all is")
    func named() throws {
        try folder.write("x", to: "a")
        try folder.write("x", to: "sub/c")
        let watch = try FolderWatch()
        let walker = try InputWalker()
        _ = walker.sources(of: [folder("a"), folder("later"), folder("sub")], watch: watch) { _ in }
        for name in ["a", "b", "later", "sub/d"] { try folder.write("y", to: name) }
        let changes = watch.takeChanges()
        #expect(changes.files == [bytes("a"), bytes("later"), bytes("sub/d")] && changes.folders.isEmpty)
        #expect(watch.failure == nil && watch.folderCount == 2)
    }

    @Test("A folder that is moved out is followed no more, one that is moved in is, and other rules are a change of all below")
    func foldersAndRules() throws {
        let outside = try TemporaryFolder()
        try folder.write("x", to: "in/deep/a")
        try outside.write("x", to: "b")
        let followed = try FollowedFolder(folder)
        #expect(followed.watch.folderCount == 3)
        #expect(rename(folder("in"), outside("out")) == 0)
        #expect(try followed.update().folders == [bytes("in")])
        #expect(followed.watch.folderCount == 1 && followed.table.isEmpty)
        try outside.write("y", to: "out/deep/a")
        #expect(try followed.update().isEmpty)
        #expect(rename(outside("out"), folder("back")) == 0)
        try followed.update()
        try folder.write("z", to: "back/deep/a")
        try folder.write("*.log", to: "back/.gitignore")
        try folder.write("z", to: "back/deep/a.log")
        #expect(try followed.update().folders == [bytes("back")])
        #expect(followed.table == ["back/deep/a": "z"])
        unlink(folder("back/.gitignore"))
        try followed.update()
        #expect(followed.table == ["back/deep/a": "z", "back/deep/a.log": "z"])
        #expect(followed.problems == [])
    }

    @Test("A folder reached by two paths is told of by both")
    func links() throws {
        try folder.write("x", to: "real/a")
        try folder.link("link", to: "real")
        let watch = try FolderWatch()
        _ = try InputWalker().sources(of: [folder("real"), folder("link")], watch: watch) { _ in }
        try folder.write("y", to: "real/b")
        #expect(watch.takeChanges().files == [bytes("real/b"), bytes("link/b")])
    }

    @Test("When the system has dropped changes, it is not known what changed")
    func overflow() throws {
        let text = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        let kept = try #require(Int(text.prefix { $0 != "\n" }))
        guard kept <= 100_000 else { return }
        for name in ["a", "b"] { try folder.write("x", to: name) }
        let followed = try FollowedFolder(folder)
        // The same twice in a row would count once.
        for _ in 0...(kept / 2) { for name in ["a", "b"] { chmod(folder(name), 0o600) } }
        try folder.write("x", to: "sub/a")
        let changes = try followed.update()
        #expect(changes.isUnknown && changes.scope == nil)
        #expect(followed.table == ["a": "x", "b": "x", "sub/a": "x"])
        #expect(try followed.update().isEmpty)
    }

    @Test("Whatever is done to folders and files, what is told leads to what a walk finds", arguments: 0..<6)
    func random(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let followed = try FollowedFolder(folder)
        func path() -> String {
            let names = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                "abc".randomElement(using: &random).map(String.init) ?? "a"
            }
            return names.joined(separator: "/") + (Bool.random(using: &random) ? ".txt" : "")
        }
        for round in 0..<60 {
            for step in 0..<Int.random(in: 1...8, using: &random) {
                let (one, other) = (path(), path())
                switch Int.random(in: 0..<8, using: &random) {
                case 0...2:
                    // Who writes to a file of two names tells of one of them only.
                    if FileStatus.isLinked(bytes(one)) { unlink(folder(one)) }
                    _ = try? folder.write("\(round).\(step)", to: one)
                case 3: try? FileManager.default.createDirectory(atPath: folder(one), withIntermediateDirectories: true)
                case 4: try? FileManager.default.removeItem(atPath: folder(one))
                case 5...6: rename(folder(one), folder(other))
                default: link(folder(one), folder(other))
                }
            }
            try followed.update()
            let walked = try followed.walked()
            // A child that another test starts has what is being written open too, until it runs its program: only then is it told.
            for _ in 0..<50 where followed.table != walked {
                usleep(100_000)
                try followed.update()
            }
            let table = followed.table
            #expect(table == walked, "seed \(seed), round \(round)")
            guard table == walked else { return }
        }
        #expect(followed.watch.failure == nil && followed.problems == [])
    }
}
