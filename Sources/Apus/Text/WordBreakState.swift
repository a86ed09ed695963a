/// What the rules of UAX #29 need to know of a segment so far, to say whether the next character belongs to it.
struct WordBreakState {
    /// The last two classes that are not ignored (WB4).
    private var last: WordBreak.Class
    private var beforeLast = WordBreak.Class.other
    /// The character right before, ignored or not.
    private var previous: WordBreak.Class
    private var previousPoint: UInt32
    /// Whether the regional indicators at the end are odd in number.
    private var isIndicatorOpen: Bool

    /// A segment of one character.
    init(_ point: UInt32, _ kind: WordBreak.Class) {
        last = kind
        previous = kind
        previousPoint = point
        isIndicatorOpen = kind == .regionalIndicator
    }

    @inline(__always)
    mutating func append(_ point: UInt32, _ kind: WordBreak.Class) {
        previous = kind
        previousPoint = point
        guard !kind.isIgnored else { return }
        isIndicatorOpen = kind == .regionalIndicator && !isIndicatorOpen
        beforeLast = last
        last = kind
    }

    /// Whether no boundary lies before the next character, whatever follows it.
    @inline(__always)
    func joins(_ point: UInt32, _ next: WordBreak) -> Bool {
        let kind = next.kind
        if last == .letter && kind == .letter { return true }  // WB5, most often
        if previous == .newline || kind == .newline { return previousPoint == 0x0D && point == 0x0A }  // WB3, WB3a, WB3b
        if previous == .zeroWidthJoiner && next.isPictograph { return true }  // WB3c
        return kind.isIgnored || joins(kind)  // WB4
    }

    private func joins(_ kind: WordBreak.Class) -> Bool {
        switch kind {
        case .segmentSpace: previous == .segmentSpace  // WB3d
        case .letter, .hebrewLetter:
            last.isLetter || last == .numeric || beforeLast.isLetter && last.joinsLetters  // WB5, WB10, WB7
                || kind == .hebrewLetter && beforeLast == .hebrewLetter && last == .doubleQuote  // WB7c
        case .numeric:
            last == .numeric || last.isLetter || beforeLast == .numeric && last.joinsNumbers  // WB8, WB9, WB11
        case .singleQuote: last == .hebrewLetter  // WB7a
        case .katakana: last == .katakana  // WB13
        case .regionalIndicator: isIndicatorOpen  // WB15, WB16
        default: false
        }
    }

    /// Whether it depends on what follows the next character, a boundary lying before it otherwise.
    @inline(__always)
    func awaits(_ kind: WordBreak.Class) -> Bool {
        last.isLetter && kind.joinsLetters || last == .numeric && kind.joinsNumbers
            || last == .hebrewLetter && kind == .doubleQuote
    }

    /// Whether the next character joins what stands before it with what follows it (WB6, WB7b, WB12).
    func joins(_ kind: WordBreak.Class, with following: WordBreak.Class) -> Bool {
        if last == .numeric { return kind.joinsNumbers && following == .numeric }
        return kind == .doubleQuote ? following == .hebrewLetter : following.isLetter
    }
}
