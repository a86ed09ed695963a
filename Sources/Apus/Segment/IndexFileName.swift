/// The names of an index's files, and which names in a directory could be an index's own.
///
///     manifest                              the commit; replaced by renaming `manifest.new`
///     lock                                  the writer's lock
///     <segment>.<part>                      segment = 16 hexadecimal digits, with "-1", "-2" … where that was taken
///     <segment>.<generation>.deletions      generation in hexadecimal digits
///     sources.<generation>
///     new-<anything>                        being written, not in any commit
package enum IndexFileName {
    package static let manifest = "manifest"
    package static let newManifest = "manifest.new"
    package static let temporaryPrefix = "new-"

    package static func part(_ part: SegmentPart, of segment: String) -> String { "\(segment).\(part.name)" }

    package static func deletions(of segment: String, generation: UInt64) -> String {
        "\(segment).\(String(generation, radix: 16)).\(SegmentPart.deletions.name)"
    }

    package static func sources(generation: UInt64) -> String { "sources.\(String(generation, radix: 16))" }

    /// The name of a segment of this identity that is not in `taken`.
    package static func segment(_ identity: UInt64, besides taken: Set<String>) -> String {
        let digits = String(identity, radix: 16)
        let name = String(repeating: "0", count: 16 - digits.count) + digits
        guard taken.contains(name) else { return name }
        var suffix = 1
        while taken.contains("\(name)-\(suffix)") { suffix += 1 }
        return "\(name)-\(suffix)"
    }

    /// Whether a segment of this identity can have this name.
    package static func isSegment(_ name: String, of identity: UInt64) -> Bool {
        let plain = segment(identity, besides: [])
        return name == plain || (name.hasPrefix(plain + "-") && isSegment(name))
    }

    /// Whether this engine gives such names to files that come and go; what has another name is somebody else's.
    package static func isRemovable(_ name: String) -> Bool {
        if name == newManifest || name.hasPrefix(temporaryPrefix) { return true }
        let words = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        switch words.count {
        case 2 where words[0] == "sources": return isHexadecimal(words[1], upTo: 16)
        case 2: return isSegment(words[0]) && SegmentPart.allCases.contains { $0 != .deletions && $0.name == words[1] }
        case 3: return isSegment(words[0]) && isHexadecimal(words[1], upTo: 16) && words[2] == SegmentPart.deletions.name
        default: return false
        }
    }

    private static func isSegment(_ name: String) -> Bool {
        let words = name.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...2).contains(words.count), words[0].utf8.count == 16, isHexadecimal(String(words[0]), upTo: 16) else {
            return false
        }
        return words.count == 1 || UInt32(words[1]).map { $0 > 0 && "\($0)" == words[1] } ?? false
    }

    private static func isHexadecimal(_ text: String, upTo limit: Int) -> Bool {
        let digits = text.utf8
        return (1...limit).contains(digits.count)
            && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
