/// What the text analysis knows of a character, in 16 bits: `WordBreak` in the lowest six, then one flag a bit, and in the highest
/// six the canonical combining class as its rank among all classes (0 stays 0, and order is all that counts).
struct CharacterProperties {
    let bits: UInt16

    @inline(__always)
    var wordBreak: WordBreak { WordBreak(bits: UInt8(truncatingIfNeeded: bits & 63)) }
    var isNonspacingMark: Bool { bits & 1 << 6 != 0 }
    /// A letter of one of the two scripts whose accents are folded.
    var isLatinOrGreek: Bool { bits & 1 << 7 != 0 }
    /// May be the second part of a canonical composition.
    var composes: Bool { bits & 1 << 8 != 0 }
    /// Accent folding writes this Latin letter in ASCII (ø, ł, æ).
    var hasPlainLetters: Bool { bits & 1 << 9 != 0 }
    /// 0 for starters.
    var combiningRank: UInt8 { UInt8(truncatingIfNeeded: bits >> 10) }
}
