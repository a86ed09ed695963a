/// What ends between two words that follow each other in one text.
enum TextBoundary {
    /// Both are in one sentence.
    case none
    /// A sentence, but no paragraph.
    case sentence
    /// A paragraph, and with it a sentence.
    case paragraph

    /// What ends between a word and the next. O(bytes in between).
    /// - Parameters:
    ///   - bytes: the whole text, `count` of them.
    ///   - start: where the earlier word begins, and `end` where it ends.
    ///   - next: where the later one begins; nothing ends where that is not behind the earlier one.
    @inline(__always)
    static func between(
        _ bytes: UnsafePointer<UInt8>, count: Int, from start: Int, to end: Int, next: Int
    ) -> TextBoundary {
        let gap = next &- end
        // Nearly all words are parted by a space, or by a comma and one.
        if gap <= 0 { return .none }
        let first = bytes[end]
        if gap == 1 && first == 0x20 { return .none }
        if gap == 2 && first == UInt8(ascii: ",") && bytes[end &+ 1] == 0x20 { return .none }
        return read(bytes, count: count, word: start..<end, next: next)
    }

    @inline(never)
    private static func read(_ bytes: UnsafePointer<UInt8>, count: Int, word: Range<Int>, next: Int) -> TextBoundary {
        let first = bytes[word.upperBound]
        if next &- word.upperBound == 1 {
            return first == UInt8(ascii: "!") || first == UInt8(ascii: "?") ? .sentence : .none
        }
        if next &- word.upperBound == 2, first == UInt8(ascii: "."), bytes[word.upperBound &+ 1] == 0x20 {
            let isInside =
                BoundaryReader.beginsLowercase(bytes, count: count, next) || Abbreviation.takesFullStop(bytes, word)
            return isInside ? .none : .sentence
        }
        var reader = BoundaryReader(bytes, count: count, word: word, next: next)
        return reader.boundary()
    }

    /// What ends between two tokens of a text. An analyser of one's own may say of them what it likes: where they are no two ranges of
    /// the text in order, nothing ends.
    static func between(_ one: Token, _ other: Token, in bytes: UnsafeBufferPointer<UInt8>) -> TextBoundary {
        guard let base = bytes.baseAddress, one.start >= 0, one.start < one.end, one.end <= other.start,
            other.start <= bytes.count
        else { return .none }
        return between(base, count: bytes.count, from: one.start, to: one.end, next: other.start)
    }
}

extension Analyzer {
    /// Where sentences and paragraphs begin in a text but for the first: the places of their first words among the tokens, rising.
    /// What begins a paragraph is not among the sentences. O(bytes).
    /// - Parameter limit: tokens that end behind so many bytes are not looked at.
    func beginnings(
        in text: String, foldsAccents: Bool, goesOn: (_ end: Int) -> Bool = { _ in true }
    ) -> (sentences: [UInt32], paragraphs: [UInt32]) {
        var beginnings: (sentences: [UInt32], paragraphs: [UInt32]) = ([], [])
        var text = text
        text.makeContiguousUTF8()
        let whole = text
        text.withUTF8 { bytes in
            var place: UInt32 = 0
            var last = Token(term: [], start: 0, end: 0)
            forEachToken(in: whole, foldsAccents: foldsAccents) { _, start, end in
                let token = Token(term: [], start: start, end: end)
                switch place == 0 ? .none : TextBoundary.between(last, token, in: bytes) {
                case .none: break
                case .sentence: beginnings.sentences.append(place)
                case .paragraph: beginnings.paragraphs.append(place)
                }
                last = token
                place += 1
                return goesOn(end)
            }
        }
        return beginnings
    }
}
