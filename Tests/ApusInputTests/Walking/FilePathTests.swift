import Testing

@testable import ApusInput

@Suite struct FilePathTests {
    @Test(
        "paths are normalised by their text",
        arguments: [
            ("a", "a"), ("./a", "a"), ("a/./b//c/", "a/b/c"), ("a/../b", "b"), ("../a", "../a"), ("a/../../b", "../b"),
            ("../../a", "../../a"),
            (".", "."), ("", "."), ("a/..", "."), ("./", "."), ("/", "/"), ("//a/", "/a"), ("/..", "/"), ("/../a", "/a"),
            ("...", "..."),
            ("a/.b", "a/.b"), ("./-", "-"),
        ])
    func normalisation(path: String, normalised: String) {
        #expect(String(decoding: FilePath.normalized(Array(path.utf8)), as: UTF8.self) == normalised)
    }

    @Test("names are joined to folders", arguments: [(".", "a"), ("/", "/a"), ("b", "b/a"), ("..", "../a")])
    func joining(folder: String, path: String) {
        #expect(FilePath.joined(Array(folder.utf8), Array("a".utf8)) == Array(path.utf8))
    }
}
