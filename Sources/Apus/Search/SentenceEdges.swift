/// Where sentences begin and end, as far as a passage that is to be read needs it: behind `.`, `!`, `?` or `…` and closing quotes or
/// brackets where white space follows and, behind a `.`, no small letter of ASCII; at empty lines, and behind the full stops of scripts without spaces.
enum SentenceEdges {
    /// The sentences that a range stands in, without white space around them; nil where they take more than `most` bytes.
    static func sentences(
        of bytes: UnsafeBufferPointer<UInt8>, around range: Swift.Range<Int>, atMost most: Int
    ) -> Swift.Range<Int>? {
        var start = range.lowerBound
        while start > 0, !isEdge(bytes, start) {
            start -= 1
            if range.upperBound - start > most { return nil }
        }
        var end = range.upperBound
        while end < bytes.count, !isEdge(bytes, end) {
            end += 1
            if end - start > most { return nil }
        }
        while start < range.lowerBound, isSpace(bytes[start]) { start += 1 }
        while end > range.upperBound, isSpace(bytes[end - 1]) { end -= 1 }
        return end - start > most ? nil : start..<end
    }

    /// Bytes between two looks at the clock: some microseconds.
    private static let looksEvery = 4096

    /// For each of these places, which rise, a number that those of one sentence share; of fewer where the deadline comes first.
    /// O(bytes before the last).
    static func numbers(of bytes: UnsafeBufferPointer<UInt8>, at places: [Int], until deadline: Deadline) -> [Int] {
        var (place, number) = (0, 0)
        var numbers: [Int] = []
        numbers.reserveCapacity(places.count)
        for next in places {
            while place < next {
                if place % looksEvery == 0, deadline.look() { return numbers }
                if isEdge(bytes, place) { number += 1 }
                place += 1
            }
            numbers.append(number)
        }
        return numbers
    }

    /// Whether a sentence ends before a place.
    private static func isEdge(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        if endsWithWideStop(bytes, place) { return true }
        guard isSpace(bytes[place]) else { return false }
        if bytes[place] == 0x0A, isBlankLine(bytes, behind: place) { return true }
        var last = place
        while last > 0, let length = closingLength(bytes, last) { last -= length }
        return last > 0 && isStop(bytes, last) && !(bytes[last - 1] == UInt8(ascii: ".") && isSmallLetter(bytes, behind: place))
    }

    /// Whether what follows the white space at a place begins with a small letter, as behind `e.g.`.
    private static func isSmallLetter(_ bytes: UnsafeBufferPointer<UInt8>, behind place: Int) -> Bool {
        var next = place
        while next < bytes.count, isSpace(bytes[next]) { next += 1 }
        return next < bytes.count && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[next])
    }

    private static func isStop(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) -> Bool {
        switch bytes[end - 1] {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): true
        case 0xA6: end >= 3 && bytes[end - 2] == 0x80 && bytes[end - 3] == 0xE2
        default: false
        }
    }

    /// The length of a closing quote or bracket that ends at a place; nil where none does.
    private static func closingLength(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) -> Int? {
        switch bytes[end - 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"): return 1
        case 0x99, 0x9D: return end >= 3 && bytes[end - 2] == 0x80 && bytes[end - 3] == 0xE2 ? 3 : nil
        case 0xBB: return end >= 2 && bytes[end - 2] == 0xC2 ? 2 : nil
        default: return nil
        }
    }

    /// The ideographic full stop and the full-width `！` and `？`, which no space follows.
    private static func endsWithWideStop(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) -> Bool {
        guard end >= 3 else { return false }
        switch (bytes[end - 3], bytes[end - 2], bytes[end - 1]) {
        case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F): return true
        default: return false
        }
    }

    private static func isBlankLine(_ bytes: UnsafeBufferPointer<UInt8>, behind place: Int) -> Bool {
        var next = place + 1
        while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 || bytes[next] == 0x0D { next += 1 }
        return next >= bytes.count || bytes[next] == 0x0A
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
