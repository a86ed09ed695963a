/// Reads what stands between two words and tells what ends there: the sentence rules of UAX #29 in a simpler form.
///
/// `!`, `?`, `。` and their like end a sentence (STerm). A full stop or `…` ends one (ATerm) that is followed by white space or closing punctuation,
/// but not before a lower-case letter, and a full stop neither behind a single letter (`J. Smith`, `U.S.`) nor behind a title (`Mr.`). A comma, a
/// dash or their like right behind takes the end back (SB8a). A blank line or U+2029 ends a paragraph; a single line break is white space, as
/// text may be wrapped. Linear in the gap, whatever its bytes.
struct BoundaryReader {
    private enum Ending {
        case none, fullStop, certain
    }

    private let bytes: UnsafePointer<UInt8>
    private let count: Int
    private let word: Range<Int>
    private let next: Int
    private var ending = Ending.none
    /// Whether a full stop has white space or closing punctuation behind it.
    private var isConfirmed = false
    /// Whether nothing but closing punctuation and white space stands behind the ending.
    private var canBeTakenBack = false
    private var lineBreaks = 0

    init(_ bytes: UnsafePointer<UInt8>, count: Int, word: Range<Int>, next: Int) {
        (self.bytes, self.count, self.word, self.next) = (bytes, count, word, next)
    }

    mutating func boundary() -> TextBoundary {
        var place = word.upperBound
        while place < next {
            let (scalar, length) = UTF8Scalar.decode(bytes, at: place, end: next)
            switch GapCharacter(scalar) {
            case .space: isConfirmed = isConfirmed || ending != .none
            case .lineBreak:
                isConfirmed = isConfirmed || ending != .none
                let isPair = scalar == 0x0D && place + 1 < next && bytes[place + 1] == 0x0A
                lineBreaks += isPair ? 0 : 1
                // No more can end here.
                if lineBreaks > 1 { return .paragraph }
                place += length
                continue
            case .paragraphSeparator: return .paragraph
            case .sentenceTerminator:
                (ending, canBeTakenBack) = (.certain, true)
                lineBreaks = 0
            case .ellipsis: noteFullStop(isConfirmed: true)
            case .fullStop:
                let mayAbbreviate = place == word.upperBound
                if !mayAbbreviate || !Abbreviation.takesFullStop(bytes, word) { noteFullStop(isConfirmed: false) }
                lineBreaks = 0
            case .closing:
                isConfirmed = isConfirmed || ending != .none
                lineBreaks = 0
            case .continuation:
                if canBeTakenBack, lineBreaks == 0 { (ending, isConfirmed, canBeTakenBack) = (.none, false, false) }
                lineBreaks = 0
            case .other:
                canBeTakenBack = false
                lineBreaks = 0
            }
            place += length
        }
        switch ending {
        case .none: return .none
        case .certain: return .sentence
        case .fullStop: return isConfirmed && !Self.beginsLowercase(bytes, count: count, next) ? .sentence : .none
        }
    }

    private mutating func noteFullStop(isConfirmed: Bool) {
        if ending == .none { ending = .fullStop }
        self.isConfirmed = self.isConfirmed || isConfirmed
        canBeTakenBack = true
        lineBreaks = 0
    }

    /// Whether the word at `next` begins with a lower-case letter.
    static func beginsLowercase(_ bytes: UnsafePointer<UInt8>, count: Int, _ next: Int) -> Bool {
        guard next < count else { return false }
        let scalar = UTF8Scalar.decode(bytes, at: next, end: count).scalar
        if scalar < 0x80 { return scalar >= 0x61 && scalar <= 0x7A }
        return Unicode.Scalar(scalar)?.properties.isLowercase ?? false
    }
}

/// Words behind which a full stop does not end a sentence.
enum Abbreviation {
    private static let titles: Set<String> = [
        "Mr", "Mrs", "Ms", "Mx", "Messrs", "Dr", "Prof", "St", "Rev", "Hon", "Gen", "Col", "Maj", "Capt", "Lt", "Sgt", "Gov",
        "Sen",
        "Rep", "vs", "cf", "viz",
    ]
    private static let longest = 6

    /// Whether a word is a single letter, alone or behind a full stop, or a title.
    static func takesFullStop(_ bytes: UnsafePointer<UInt8>, _ word: Range<Int>) -> Bool {
        var start = word.upperBound - 1
        while start > word.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        if start == word.lowerBound || bytes[start - 1] == UInt8(ascii: ".") {
            let scalar = UTF8Scalar.decode(bytes, at: start, end: word.upperBound).scalar
            if let properties = Unicode.Scalar(scalar)?.properties, properties.isLowercase || properties.isUppercase {
                return true
            }
        }
        let first = bytes[word.lowerBound]
        guard word.count <= longest, first <= UInt8(ascii: "Z") || first == UInt8(ascii: "v") || first == UInt8(ascii: "c") else {
            return false
        }
        return titles.contains(
            String(decoding: UnsafeBufferPointer(start: bytes + word.lowerBound, count: word.count), as: UTF8.self))
    }
}
