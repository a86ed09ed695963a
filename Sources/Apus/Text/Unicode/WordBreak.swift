/// A character's Word_Break class (UAX #29), whether it is a pictograph, and whether it is a letter or a digit.
///
/// What the rules treat alike is one class: line ends are `newline`, Extend and Format are `extend`. Characters that part words
/// here, whatever their class, are `other`: underscores (ExtendNumLet), colons, hyphens and dashes (general category Pd).
struct WordBreak: Equatable {
    /// The class in the lowest four bits, then one flag a bit.
    let bits: UInt8

    enum Class: UInt8 {
        case other, newline, extend, zeroWidthJoiner, katakana, letter, hebrewLetter, numeric, midLetter, midNumber
        case midNumberLetter, singleQuote, doubleQuote, regionalIndicator, segmentSpace
    }

    /// Below 15 in every generated value.
    @inline(__always)
    var kind: Class { Class(rawValue: bits & 15) ?? .other }
    /// General category L* or N*.
    var isWordlike: Bool { bits & 1 << 4 != 0 }
    /// Extended_Pictographic.
    var isPictograph: Bool { bits & 1 << 5 != 0 }
    /// Whether a word may begin with it; only a pictograph behind a joiner (WB3c) drags other characters in front of a word.
    var beginsWord: Bool { isWordlike || kind.isLetter || kind == .katakana || kind == .numeric }
}

extension WordBreak.Class {
    /// AHLetter of the rules.
    var isLetter: Bool { self == .letter || self == .hebrewLetter }
    /// Without effect behind another character (WB4).
    var isIgnored: Bool { self == .extend || self == .zeroWidthJoiner }
    /// May stand between two letters (WB6, WB7).
    var joinsLetters: Bool { self == .midLetter || joinsBoth }
    /// May stand between two digits (WB11, WB12).
    var joinsNumbers: Bool { self == .midNumber || joinsBoth }
    /// MidNumLetQ of the rules.
    private var joinsBoth: Bool { self == .midNumberLetter || self == .singleQuote }
}
