import Testing

@testable import Apus

@Suite("Word boundaries")
struct WordBreakTests {
    /// Characters that part words here though UAX #29 joins them, with the reason. Nothing else departs.
    static let departures: [(reason: String, points: Set<UInt32>)] = [
        (
            "Underscores (ExtendNumLet) part words: `snake_case` is found by `snake`. U+202F, a space that is one of them since "
                + "Unicode 9, parts words as any space does.",
            [0x5F, 0x202F, 0x203F, 0x2040, 0x2054, 0xFE33, 0xFE34, 0xFE4D, 0xFE4E, 0xFE4F, 0xFF3F]
        ),
        ("Colons (MidLetter) part words: `note:peace` is two.", [0x3A, 0xFE13, 0xFE55, 0xFF1A]),
        ("Hyphens of every kind part words, also the Armenian and the Katakana one.", [0x58A, 0x30A0]),
    ]
    private static let departing = departures.reduce(into: Set<UInt32>()) { $0.formUnion($1.points) }

    @Test("All lines of WordBreakTest agree, but that there is a boundary on both sides of a character that departs")
    func conformance() {
        let rows = UnicodeRows.rows(UnicodeCases.wordBreaks)
        #expect(rows.count >= 1900)
        var departingRows = 0
        for row in rows {
            let segments = row.split(separator: "|").map { UnicodeRows.codePoints($0) }
            let expected = segments.flatMap(Self.parted)
            if expected.count != segments.count { departingRows += 1 }
            #expect(Self.segments(UnicodeRows.text(segments.joined())) == expected, "\(row)")
        }
        #expect(departingRows > 0)
    }

    @Test("Only the characters that are listed depart in class")
    func classes() {
        let data = CharacterData.shared
        for point in Self.departing { #expect(data.wordBreak(point).kind == .other) }
        for point: UInt32 in [0xB7, 0x2027, 0x387, 0x55F, 0x5F4] { #expect(data.wordBreak(point).kind == .midLetter) }
    }

    /// A segment of the standard, cut before each departing character and behind it and what it carries (WB4, WB3c).
    private static func parted(_ segment: [UInt32]) -> [[UInt32]] {
        let data = CharacterData.shared
        var result: [[UInt32]] = []
        for point in segment {
            let character = data.wordBreak(point)
            let carrier = result.last?.last { !data.wordBreak($0).kind.isIgnored }
            let isCarried = character.kind.isIgnored || (result.last?.last == 0x200D && character.isPictograph)
            let isBoundary = departing.contains(point) || carrier.map(departing.contains) == true && !isCarried
            if result.isEmpty || isBoundary { result.append([]) }
            result[result.count - 1].append(point)
        }
        return result
    }

    private static func segments(_ text: String) -> [[UInt32]] {
        var text = text
        return text.withUTF8 { bytes in
            var found: [[UInt32]] = []
            var start = 0
            while start < bytes.count {
                let end = WordSegmenter().segment(bytes.baseAddress!, from: start, end: bytes.count).end
                found.append(String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars.map(\.value))
                start = end
            }
            return found
        }
    }
}
