/// A character's Word_Break class (UAX #29), whether it is a pictograph, and whether it is a letter or a digit.
///
/// ExtendNumLet and colons are `other`: underscores and colons part words here.
struct WordBreak: Equatable {
    let bits: UInt8

    enum Class: UInt8 {
        case other, carriageReturn, lineFeed, newline, extend, zeroWidthJoiner, format, regionalIndicator, katakana, hebrewLetter
        case letter, singleQuote, doubleQuote, midNumberLetter, midLetter, midNumber, numeric, segmentSpace
    }

    @inline(__always)
    var kind: Class { Class(rawValue: bits & 31) ?? .other }

    /// Extended_Pictographic.
    var isPictograph: Bool { bits & 32 != 0 }
    /// General category L or N.
    var isWordlike: Bool { bits & 64 != 0 }

    var isIgnored: Bool { kind == .extend || kind == .format || kind == .zeroWidthJoiner }
    var isLine: Bool { kind == .carriageReturn || kind == .lineFeed || kind == .newline }
    var isLetter: Bool { kind == .letter || kind == .hebrewLetter }
    var isMidLetter: Bool { kind == .midLetter || kind == .midNumberLetter || kind == .singleQuote }
    var isMidNumber: Bool { kind == .midNumber || kind == .midNumberLetter || kind == .singleQuote }
}
