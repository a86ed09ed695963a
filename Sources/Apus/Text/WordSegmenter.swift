/// Finds where words end by the default word boundaries of UAX #29, in any text: the slow and complete path.
struct WordSegmenter {
    private let data = CharacterData.shared

    /// A segment between two word boundaries.
    struct Segment: Equatable {
        var end: Int
        /// Whether it holds a letter or a digit.
        var isWord: Bool
    }

    private struct Character {
        var wordBreak: WordBreak
        /// The offset behind it.
        var end: Int
    }

    /// The segment that begins at `start`, which is a boundary below `end`. O(its length, and that of one run of marks behind it).
    func segment(_ bytes: UnsafePointer<UInt8>, from start: Int, end: Int) -> Segment {
        var current = character(bytes, at: start, end: end)
        var segment = Segment(end: current.end, isWord: current.wordBreak.isWordlike)
        if current.wordBreak.isLine { return line(segment, current, bytes, end: end) }
        var last = current.wordBreak
        var isIndicatorOpen = current.wordBreak.kind == .regionalIndicator
        while segment.end < end {
            let next = character(bytes, at: segment.end, end: end)
            let kind = next.wordBreak.kind
            if next.wordBreak.isLine { break }
            if last.kind == .zeroWidthJoiner, next.wordBreak.isPictograph {  // WB3c
                current = next
            } else if last.kind == .segmentSpace, kind == .segmentSpace {  // WB3d
                current = next
            } else if next.wordBreak.isIgnored {  // WB4
            } else if joins(current.wordBreak, next.wordBreak) {
                current = next
            } else if current.wordBreak.kind == .regionalIndicator, kind == .regionalIndicator, isIndicatorOpen {  // WB15, WB16
                isIndicatorOpen = false
                current = next
            } else if let further = across(next, from: current.wordBreak, bytes, end: end) {
                current = further
            } else if current.wordBreak.kind == .hebrewLetter, kind == .singleQuote {  // WB7a
                current = next
            } else {
                break
            }
            last = current.end > next.end ? current.wordBreak : next.wordBreak
            segment.end = max(next.end, current.end)
            segment.isWord = segment.isWord || next.wordBreak.isWordlike || current.wordBreak.isWordlike
        }
        return segment
    }

    /// WB3, WB3a: a line's end is a segment, CR and LF are one.
    private func line(_ segment: Segment, _ first: Character, _ bytes: UnsafePointer<UInt8>, end: Int) -> Segment {
        guard first.wordBreak.kind == .carriageReturn, segment.end < end, bytes[segment.end] == 0x0A else { return segment }
        return Segment(end: segment.end + 1, isWord: false)
    }

    /// WB5, WB8, WB9, WB10, WB13: two characters that need no third.
    private func joins(_ one: WordBreak, _ next: WordBreak) -> Bool {
        switch one.kind {
        case .letter, .hebrewLetter: next.isLetter || next.kind == .numeric
        case .numeric: next.isLetter || next.kind == .numeric
        case .katakana: next.kind == .katakana
        default: false
        }
    }

    /// WB6 and WB7, WB7b and WB7c, WB11 and WB12: what lies across a mark between two letters or two digits.
    private func across(_ middle: Character, from one: WordBreak, _ bytes: UnsafePointer<UInt8>, end: Int) -> Character? {
        let spansLetters = one.isLetter && middle.wordBreak.isMidLetter
        let spansHebrew = one.kind == .hebrewLetter && middle.wordBreak.kind == .doubleQuote
        let spansDigits = one.kind == .numeric && middle.wordBreak.isMidNumber
        guard spansLetters || spansHebrew || spansDigits else { return nil }
        var offset = middle.end
        while offset < end {
            let next = character(bytes, at: offset, end: end)
            if next.wordBreak.isIgnored {
                offset = next.end
                continue
            }
            let isReached =
                (spansLetters && next.wordBreak.isLetter) || (spansHebrew && next.wordBreak.kind == .hebrewLetter)
                || (spansDigits && next.wordBreak.kind == .numeric)
            return isReached ? next : nil
        }
        return nil
    }

    @inline(__always)
    private func character(_ bytes: UnsafePointer<UInt8>, at offset: Int, end: Int) -> Character {
        let (scalar, length) = UTF8Scalar.decode(bytes, at: offset, end: end)
        return Character(wordBreak: data.wordBreak(scalar), end: offset &+ length)
    }
}
