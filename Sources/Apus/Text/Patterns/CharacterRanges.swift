/// A set of characters: ranges of Unicode scalars, ascending, none touching the next.
struct CharacterRanges: Equatable, Sendable {
    private static let last: UInt32 = 0x10FFFF

    private(set) var ranges: [ClosedRange<UInt32>]

    /// The characters of any ranges. O(n log n).
    init(_ parts: some Sequence<ClosedRange<UInt32>>) {
        ranges = []
        for part in parts.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let end = ranges.last?.upperBound, part.lowerBound <= end || part.lowerBound == end + 1 {
                ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound...max(end, part.upperBound)
            } else {
                ranges.append(part)
            }
        }
    }

    /// All other characters.
    var inverted: CharacterRanges {
        var others: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { others.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= Self.last { others.append(next...Self.last) }
        return CharacterRanges(others)
    }

    /// `\d`: 0 to 9, to which folding brings other digits of the kind.
    static let digits = CharacterRanges([0x30...0x39])
    /// `\w`: letters and digits of ASCII, the underscore, and all beyond ASCII: what terms are made of but `.`, `'` and `,`.
    static let word = CharacterRanges([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, 0x80...last])
    /// `\s`: white space of ASCII and the usual spaces beyond it, which only keywords hold.
    static let space = CharacterRanges([0x09...0x0D, 0x20...0x20, 0x85...0x85, 0xA0...0xA0, 0x2000...0x200A, 0x2028...0x2029])
}
