/// The UTF-8 of a query, and what the grammar asks about places in it: spaces, quotes, letters, where a word ends.
///
/// Reading past the end gives 0, so looking ahead needs no care.
struct QueryText {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    var end: Int { bytes.count }

    subscript(offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    /// The text of a range that begins and ends between characters.
    subscript(range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The first place of a byte in a range.
    func firstPlace(of byte: UInt8, in range: Range<Int>) -> Int? {
        for place in range where bytes[place] == byte { return place }
        return nil
    }

    func holds(_ range: Range<Int>, _ word: StaticString) -> Bool {
        range.count == word.utf8CodeUnitCount && begins(range, with: word)
    }

    func begins(_ range: Range<Int>, with word: StaticString) -> Bool {
        guard range.count >= word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { bytes[range].starts(with: $0) }
    }

    /// The length in bytes of the white space character at an offset, 0 where there is none.
    func spaceLength(at offset: Int) -> Int {
        switch self[offset] {
        case 9...13, 32: return 1
        case 0xC2: return self[offset + 1] == 0x85 || self[offset + 1] == 0xA0 ? 2 : 0
        case 0xE1: return self[offset + 1] == 0x9A && self[offset + 2] == 0x80 ? 3 : 0
        case 0xE2:
            switch (self[offset + 1], self[offset + 2]) {
            case (0x80, 0x80...0x8A), (0x80, 0xA8), (0x80, 0xA9), (0x80, 0xAF), (0x81, 0x9F): return 3
            default: return 0
            }
        case 0xE3: return self[offset + 1] == 0x80 && self[offset + 2] == 0x80 ? 3 : 0
        default: return 0
        }
    }

    func skippingSpaces(from start: Int, to end: Int) -> Int {
        var offset = start
        while offset < end {
            let length = spaceLength(at: offset)
            if length == 0 { break }
            offset += length
        }
        return offset
    }

    /// The range without the white space at both its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        let start = skippingSpaces(from: range.lowerBound, to: range.upperBound)
        var end = range.upperBound
        shrinking: while end > start {
            for length in 1...3 where end - length >= start && spaceLength(at: end - length) == length {
                end -= length
                continue shrinking
            }
            break
        }
        return start..<end
    }

    /// Where a word that begins at an offset ends: before white space, a parenthesis, a quote, or at the end.
    func wordEnd(from start: Int) -> Int {
        var offset = start
        while offset < bytes.count {
            switch bytes[offset] {
            case 9...13, 32, UInt8(ascii: "("), UInt8(ascii: ")"): return offset
            case UInt8(ascii: "\""), 0xC2, 0xE1, 0xE2, 0xE3, 0xEF:
                if quote(at: offset) != nil || spaceLength(at: offset) > 0 { return offset }
            default: break
            }
            offset += 1
        }
        return offset
    }

    func isWordEnd(_ offset: Int) -> Bool { wordEnd(from: offset) == offset }
}
