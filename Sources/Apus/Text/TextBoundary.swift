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
    ///   - word: the bytes of the earlier word.
    ///   - next: where the later one begins.
    @inline(__always)
    static func between(_ bytes: UnsafePointer<UInt8>, count: Int, word: Range<Int>, next: Int) -> TextBoundary {
        let gap = next &- word.upperBound
        // Nearly all words are parted by one space.
        if gap <= 0 || gap == 1 && bytes[word.upperBound] == 0x20 { return .none }
        return read(bytes, count: count, word: word, next: next)
    }

    @inline(never)
    private static func read(_ bytes: UnsafePointer<UInt8>, count: Int, word: Range<Int>, next: Int) -> TextBoundary {
        var reader = BoundaryReader(bytes, count: count, word: word, next: next)
        return reader.boundary()
    }

    /// What ends between two tokens of a text. An analyser of one's own may say of them what it likes: where they are no two ranges of
    /// the text in order, nothing ends.
    static func between(_ one: Token, _ other: Token, in bytes: UnsafeBufferPointer<UInt8>) -> TextBoundary {
        guard let base = bytes.baseAddress, one.start >= 0, one.start < one.end, one.end <= other.start,
            other.start <= bytes.count
        else { return .none }
        return between(base, count: bytes.count, word: one.start..<one.end, next: other.start)
    }
}

extension Analyzer {
    /// Where sentences and paragraphs begin in a text but for the first: the places of their first words among the tokens, rising.
    /// What begins a paragraph is not among the sentences. O(bytes).
    /// - Parameter limit: tokens that end behind so many bytes are not looked at.
    func beginnings(in text: String, foldsAccents: Bool, limit: Int = .max) -> (sentences: [UInt32], paragraphs: [UInt32]) {
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
                return end < limit
            }
        }
        return beginnings
    }
}
