/// Primary composites by their two parts, and Hangul syllables by arithmetic (Unicode Standard, chapter 3.12).
struct Composition: @unchecked Sendable {
    private enum Hangul {
        static let syllables: UInt32 = 0xAC00
        static let leading: UInt32 = 0x1100
        static let vowels: UInt32 = 0x1161
        /// One before the first trailing consonant, which stands for "none".
        static let trailing: UInt32 = 0x11A7
        static let leadingCount: UInt32 = 19
        static let vowelCount: UInt32 = 21
        static let trailingCount: UInt32 = 28
        static let syllableCount: UInt32 = 11172
    }

    // Written while this is made and only read afterwards; never freed.
    /// `first << 21 | second`, sorted; `composites` in the same order.
    private let keys: UnsafePointer<UInt64>
    private let composites: UnsafePointer<UInt32>
    private let count: Int

    /// Unpacks `*( gap first second )`: the composite after the one before, its parts at a distance from it.
    init(_ text: StaticString) {
        var numbers = PackedNumbers(text)
        var pairs: [(key: UInt64, composite: UInt32)] = []
        var composite = 0
        while let gap = numbers.next() {
            composite += gap
            let first = UInt32(composite + numbers.requiredSigned())
            let second = UInt32(composite + numbers.requiredSigned())
            pairs.append((Self.key(first, second), UInt32(composite)))
        }
        pairs.sort { $0.key < $1.key }
        keys = CodePointTable<UInt32>.immortal(pairs.map(\.key))
        composites = CodePointTable<UInt32>.immortal(pairs.map(\.composite))
        count = pairs.count
    }

    /// The character that two others make together, or nil. O(log n) in the number of composites.
    func composite(_ first: UInt32, _ second: UInt32) -> UInt32? {
        if let syllable = Self.syllable(first, second) { return syllable }
        let key = Self.key(first, second)
        let place = partition(0..<count) { keys[$0] >= key }
        return place < count && keys[place] == key ? composites[place] : nil
    }

    /// The conjoining letters of a Hangul syllable, 0 where it has no third; nil for any other character.
    static func letters(ofSyllable scalar: UInt32) -> (leading: UInt32, vowel: UInt32, trailing: UInt32)? {
        let index = scalar &- Hangul.syllables
        guard index < Hangul.syllableCount else { return nil }
        let trailing = index % Hangul.trailingCount
        return (
            Hangul.leading + index / (Hangul.vowelCount * Hangul.trailingCount),
            Hangul.vowels + index / Hangul.trailingCount % Hangul.vowelCount,
            trailing == 0 ? 0 : Hangul.trailing + trailing
        )
    }

    // Wrapping subtraction: what lies below a range becomes a large number and so lies outside it.
    private static func syllable(_ first: UInt32, _ second: UInt32) -> UInt32? {
        let leading = first &- Hangul.leading
        let vowel = second &- Hangul.vowels
        if leading < Hangul.leadingCount, vowel < Hangul.vowelCount {
            return Hangul.syllables + (leading * Hangul.vowelCount + vowel) * Hangul.trailingCount
        }
        let index = first &- Hangul.syllables
        let trailing = second &- Hangul.trailing
        guard index < Hangul.syllableCount, index % Hangul.trailingCount == 0, trailing > 0, trailing < Hangul.trailingCount
        else { return nil }
        return first + trailing
    }

    private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) << 21 | UInt64(second) }
}
