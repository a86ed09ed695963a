/// Finds where words end by the default word boundaries of UAX #29, in any text, with the departures that `WordBreak` states: the
/// slow and complete path.
///
/// A boundary depends on nothing before the last one, so a search may begin at any boundary. Linear in the text: a look ahead
/// passes what WB4 ignores at most once for each character that may join letters or digits.
struct WordSegmenter {
    /// A segment between two word boundaries.
    struct Segment: Equatable {
        var end: Int
        /// Whether it holds a letter or a digit.
        var isWord: Bool
    }

    private let data = CharacterData.shared

    /// The segment that begins at `start`, which is a boundary below `end`. O(its length, and that of one run of marks behind it).
    func segment(_ bytes: UnsafePointer<UInt8>, from start: Int, end: Int) -> Segment {
        var (point, length) = UTF8Scalar.decode(bytes, at: start, end: end)
        var character = data.wordBreak(point)
        var state = WordBreakState(point, character.kind)
        var segment = Segment(end: start &+ length, isWord: character.isWordlike)
        while segment.end < end {
            (point, length) = UTF8Scalar.decode(bytes, at: segment.end, end: end)
            character = data.wordBreak(point)
            let following = segment.end &+ length
            guard
                state.joins(point, character)
                    || state.awaits(character.kind)
                        && state.joins(character.kind, with: kind(bytes, behindIgnored: following, end: end))
            else { break }
            state.append(point, character.kind)
            segment.end = following
            segment.isWord = segment.isWord || character.isWordlike
        }
        return segment
    }

    /// Where the word within a segment begins: only a pictograph behind a joiner (WB3c) drags other characters in front of one.
    @inline(__always)
    func wordStart(_ bytes: UnsafePointer<UInt8>, from start: Int, end: Int) -> Int {
        var offset = start
        while offset < end {
            let (point, length) = UTF8Scalar.decode(bytes, at: offset, end: end)
            if data.wordBreak(point).beginsWord { break }
            offset += length
        }
        return offset
    }

    /// The class of the first character from `offset` on that is not ignored, `other` at the end of the text.
    private func kind(_ bytes: UnsafePointer<UInt8>, behindIgnored offset: Int, end: Int) -> WordBreak.Class {
        var offset = offset
        while offset < end {
            let (point, length) = UTF8Scalar.decode(bytes, at: offset, end: end)
            let kind = data.wordBreak(point).kind
            if !kind.isIgnored { return kind }
            offset += length
        }
        return .other
    }
}
