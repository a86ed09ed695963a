import Testing

@testable import ApusInput

@Suite struct GlobPatternTests {
    private func matches(_ pattern: String, _ path: String) throws -> Bool {
        let isDirectory = path.hasSuffix("/")
        let names = path.utf8.split(separator: UInt8(ascii: "/")).map { GlobText($0) }
        return try #require(GlobPattern(GlobText(pattern.utf8))).matches(names[...], isDirectory: isDirectory)
    }

    @Test(
        "patterns stand for paths as gitignore(5) says; a slash at a path's end makes it a folder",
        arguments: [
            ("a", ["a", "x/a", "x/y/a", "a/"], ["b", "ab", "a/b"]), ("/a", ["a", "a/"], ["x/a"]),
            ("a/", ["a/", "x/a/"], ["a", "x/a"]),
            ("/a/", ["a/"], ["a", "x/a/"]), ("a/b", ["a/b"], ["x/a/b", "b", "a/x/b"]), ("*", ["a", ".a", "a/b"], []),
            ("*.md", ["a.md", "x/.md", "x/a.b.md"], ["a.mdx", "md"]),
            ("a*b*c", ["abc", "axxbyyc", "abbcc"], ["ab", "abcd", "acb"]),
            ("a/*", ["a/b"], ["a", "a/b/c", "x/a/b"]), ("**/a", ["a", "x/a", "x/y/a"], ["xa"]),
            ("a/**", ["a/b", "a/b/c"], ["a", "x/a/b"]),
            ("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb", "a/x/c"]), ("**/a/**", ["a/b", "x/a/b/c"], ["a", "x/a"]),
            ("**", ["a", "a/b"], []), ("a**b", ["ab", "axb"], ["a/b", "x/b"]), ("?", ["a", "é", "中", "😀"], ["ab", ""]),
            ("a?c", ["abc"], ["ac", "a/c", "abbc"]), ("[ab]", ["a", "b"], ["c", "ab"]), ("[!ab]", ["c"], ["a", "b"]),
            ("[^ab]", ["c"], ["a"]),
            ("[a-c]x", ["bx"], ["dx", "-x"]), ("[a-]", ["a", "-"], ["b"]), ("[]a]", ["]", "a"], ["b"]), ("[!]]", ["a"], ["]"]),
            ("[\\]]", ["]"], ["\\"]), ("[[:digit:]x]", ["5", "x"], ["a", ":", "d"]),
            ("[é-í]", ["è".lowercased() == "è" ? "ê" : "ê"], ["e"]),
            ("\\*", ["*"], ["a"]), ("\\a", ["a"], ["\\a"]), ("a/**/**/b", ["a/b", "a/x/b"], []),
            ("x/**/y/**/z", ["x/y/z", "x/a/y/b/c/z"], ["x/z", "x/y"]),
            ("[z-a]", [], ["z", "a", "m"]),
        ] as [(String, [String], [String])])
    func semantics(pattern: String, fitting: [String], others: [String]) throws {
        for path in fitting { #expect(try matches(pattern, path), "\(pattern) is for \(path)") }
        for path in others { #expect(try !matches(pattern, path), "\(pattern) is not for \(path)") }
    }

    @Test("some texts are no pattern", arguments: ["", "/", "//", "[a", "a\\", "[a/b]", "[", "[!"])
    func malformed(pattern: String) {
        #expect(GlobPattern(GlobText(pattern.utf8)) == nil)
    }

    @Test("bytes that are no UTF-8 are characters of their own")
    func invalidBytes() throws {
        let question = try #require(GlobPattern(GlobText("a?b".utf8)))
        #expect(question.matches([GlobText([0x61, 0xFF, 0x62])], isDirectory: false))
        #expect(!question.matches([GlobText([0x61, 0xFF, 0xFE, 0x62])], isDirectory: false))
        let exact = try #require(GlobPattern(GlobText([0xFF])))
        #expect(exact.matches([GlobText([0xFF])], isDirectory: false))
        #expect(!exact.matches([GlobText([0xFE])], isDirectory: false))
    }

    @Test("many stars do not take long")
    func manyStars() throws {
        let name = String(repeating: "a", count: 250)
        #expect(try !matches(String(repeating: "a*", count: 100) + "b", name))
        let deep = [String](repeating: "a", count: 500).joined(separator: "/")
        #expect(try !matches(String(repeating: "**/a/", count: 100) + "b", deep))
    }

    @Test(
        "braces hold alternatives",
        arguments: [
            ("a", ["a"]), ("*.{md,txt}", ["*.md", "*.txt"]), ("{a,b}{c,d}", ["ac", "ad", "bc", "bd"]),
            ("{a,{b,c}d}", ["a", "bd", "cd"]),
            ("{a}", ["a"]), ("{,a}", ["", "a"]), ("{a", ["{a"]), ("a}", ["a}"]), ("\\{a,b}", ["\\{a,b}"]),
            ("{a\\,b,c}", ["a\\,b", "c"]),
        ])
    func braces(glob: String, expanded: [String]) throws {
        #expect(try BraceExpansion.expand(glob) == expanded)
    }

    @Test("braces that stand for too much are refused")
    func tooManyAlternatives() {
        let glob = String(repeating: "{a,b}", count: 40)
        #expect(throws: GlobError.tooManyAlternatives(glob, maximum: 1024)) { try BraceExpansion.expand(glob) }
    }
}
