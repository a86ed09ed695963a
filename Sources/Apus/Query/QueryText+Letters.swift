extension QueryText {
    /// Whether a range holds a letter or a digit, and so perhaps a word.
    func holdsLetter(_ range: Range<Int>) -> Bool {
        range.contains { isLetter(at: $0) }
    }

    /// Whether the character that begins at an offset is a letter, a digit or a mark upon one, by the analyser's data.
    func isLetter(at offset: Int) -> Bool {
        switch self[offset] {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return true
        case 0xC2...0xF4:
            let point = bytes.withUnsafeBufferPointer { UTF8Scalar.decode($0.baseAddress!, at: offset, end: $0.count).scalar }
            let data = CharacterData.shared
            return data.wordBreak(point).isWordlike || data.isNonspacingMark(point)
        default:
            return false
        }
    }

    /// Whether the character that ends before an offset, and not before `start`, is a letter, a digit or a mark upon one.
    func isLetter(before offset: Int, from start: Int) -> Bool {
        var first = offset - 1
        while first > start, self[first] & 0xC0 == 0x80 { first -= 1 }
        return first >= start && isLetter(at: first)
    }

    /// Refuses a range of more words than a phrase may have. A word and what parts it from the next are at least two bytes.
    func boundWords(in range: Range<Int>, max: Int) throws(QueryLimits.Exceeded) {
        guard range.count / 2 >= max else { return }
        let count = bytes[range].withUnsafeBufferPointer { text in
            var tokenizer = Tokenizer(foldsAccents: false)
            tokenizer.begin(text)
            var count = 0
            while count <= max, tokenizer.next() { count += 1 }
            return count
        }
        if count > max { throw QueryLimits.Exceeded(.phrase, max: max) }
    }
}
