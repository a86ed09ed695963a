import Testing

@testable import ApusInput

@Suite("The part of a walk")
struct WalkScopeTests {
    private func scope(files: [String] = [], folders: [String] = []) -> WalkScope {
        WalkScope(files: Set(files.map { Array($0.utf8) }), folders: Set(folders.map { Array($0.utf8) }))
    }

    private func names(_ scope: WalkScope, in folder: String) -> [String] {
        scope.names(in: Array(folder.utf8)).map { String(decoding: $0, as: UTF8.self) }.sorted()
    }

    @Test("leads from a PATH to what is meant, relative, absolute or above the working folder")
    func names() {
        let scope = scope(files: ["a/b/c", "a/d", "/x/y", "../z", "e"], folders: ["../../w"])
        #expect(names(scope, in: ".") == ["a", "e"])
        #expect(names(scope, in: "a") == ["b", "d"])
        #expect(names(scope, in: "/") == ["x"])
        #expect(names(scope, in: "..") == ["z"])
        #expect(names(scope, in: "../..") == ["w"])
        #expect(names(scope, in: "a/d") == [])
    }

    @Test("concerns the PATHs on the way, that are meant, and that lie in folders that are")
    func concerns() {
        let scope = scope(files: ["a/b/c"], folders: ["f/g", "/r"])
        for path in [".", "a", "a/b", "a/b/c", "f", "f/g", "f/g/h/i", "/", "/r", "/r/s"] {
            #expect(scope.concerns(Array(path.utf8)), "\(path)")
        }
        for path in ["b", "a/c", "a/b/d", "f/h", "..", "/s", "fg"] { #expect(!scope.concerns(Array(path.utf8)), "\(path)") }
        #expect(scope.isWithin(Array("f/g/h".utf8)) && !scope.isWithin(Array("f".utf8)))
    }
}
