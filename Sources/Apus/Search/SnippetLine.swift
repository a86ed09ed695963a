/// A snippet while it is written: white space and control characters become single spaces, ranges of the text become ranges
/// of the line.
struct SnippetLine {
    private var line: [UInt8] = []
    private var spans: [Swift.Range<Int>] = []
    private var needsSpace = false

    var snippet: Snippet { Snippet(text: String(decoding: line, as: UTF8.self), spans: spans) }

    mutating func append(_ text: String) {
        line.append(contentsOf: text.utf8)
    }

    /// Appends a part of a text. Marked ranges are those of the text; what is outside the part is left out.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, _ part: Swift.Range<Int>, spans marked: [Swift.Range<Int>]) {
        var place = part.lowerBound
        for span in Self.joined(marked.map { $0.clamped(to: part) }) {
            write(bytes, place..<span.lowerBound)
            if needsSpace { flushSpace() }
            let start = line.count
            write(bytes, span)
            if start < line.count { spans.append(start..<line.count) }
            place = span.upperBound
        }
        write(bytes, place..<part.upperBound)
        needsSpace = false
    }

    private static func joined(_ spans: [Swift.Range<Int>]) -> [Swift.Range<Int>] {
        var joined: [Swift.Range<Int>] = []
        for span in spans where !span.isEmpty {
            if let last = joined.last, span.lowerBound < last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                joined.append(span)
            }
        }
        return joined
    }

    private mutating func write(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Swift.Range<Int>) {
        var place = range.lowerBound
        while place < range.upperBound {
            let blank = Self.blankLength(bytes, place)
            if blank > 0 {
                needsSpace = true
                place += blank
                continue
            }
            if needsSpace { flushSpace() }
            line.append(bytes[place])
            place += 1
        }
    }

    /// Spaces are held back: there are none at the ends of the line.
    private mutating func flushSpace() {
        needsSpace = false
        if !line.isEmpty { line.append(0x20) }
    }

    /// Bytes of the white space or control character at a place; 0 where there is none.
    private static func blankLength(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
        let byte = bytes[place]
        if byte <= 0x20 || byte == 0x7F { return 1 }
        guard place + 1 < bytes.count else { return 0 }
        // U+0080 to U+009F, the second row of control characters.
        if byte == 0xC2, bytes[place + 1] < 0xA0 { return 2 }
        // U+2028 and U+2029, the separators of lines and paragraphs.
        if byte == 0xE2, place + 2 < bytes.count, bytes[place + 1] == 0x80, bytes[place + 2] & 0xFE == 0xA8 { return 3 }
        return 0
    }
}
