import Glibc

/// What one .gitignore file says about the folder it lies in and all below.
struct IgnoreRules {
    private struct Rule {
        var pattern: GlobPattern
        var isNegated: Bool
    }

    /// What such a file is called.
    static let fileName = Array(".gitignore".utf8)

    private var rules: [Rule] = []

    /// Reads the lines of such a file. Lines that are no pattern count for nothing.
    init(_ content: some Sequence<UInt8>) {
        for line in Array(content).split(separator: UInt8(ascii: "\n")) {
            if let rule = Self.rule(line) { rules.append(rule) }
        }
    }

    /// Reads the file of a folder, if there is one. Of an enormous one only the beginning counts.
    init?(folder: [UInt8]) {
        let path = FilePath.joined(folder, Self.fileName)
        guard FileStatus(path: path)?.kind == .file,
            let stream = try? FileStream(InputSource(file: path))
        else { return nil }
        self.init(PrefixedStream(stream).peek(InputLimits.ignoreFileBytes))
    }

    /// Whether a path below is to be left out; nil where nothing is said. The last rule that fits decides.
    func ignores(_ path: ArraySlice<GlobText>, isDirectory: Bool) -> Bool? {
        rules.last { $0.pattern.matches(path, isDirectory: isDirectory) }.map { !$0.isNegated }
    }

    private static func rule(_ line: ArraySlice<UInt8>) -> Rule? {
        var line = withoutTrailingSpace(line)
        guard line.first != UInt8(ascii: "#") else { return nil }
        let isNegated = line.first == UInt8(ascii: "!")
        if isNegated { line.removeFirst() }
        return GlobPattern(GlobText(line)).map { Rule(pattern: $0, isNegated: isNegated) }
    }

    /// Spaces at the end count only behind a backslash; the CR of a line that ends in CR LF never does.
    private static func withoutTrailingSpace(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        while line.last == UInt8(ascii: " "), line.dropLast().last != UInt8(ascii: "\\") { line.removeLast() }
        return line
    }
}
