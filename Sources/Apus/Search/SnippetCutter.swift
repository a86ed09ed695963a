/// Cuts a snippet out of a text: some words around a passage, on one line, with what was found marked.
struct SnippetCutter {
    private static let ellipsis = "…"
    /// How far back a safe place to begin is looked for, and how far on words are read, in bytes.
    private static let reach = 256

    let analyzer: Analyzer
    /// About how many bytes a snippet has.
    let length: Int

    /// The snippet around a range of the text. `spans` are sorted by their start; overlapping ones become one.
    func snippet(of text: String, around range: Swift.Range<Int>, spans: [Swift.Range<Int>]) -> Snippet {
        var text = text
        text.makeContiguousUTF8()
        return text.utf8.withContiguousStorageIfAvailable { bytes in
            let cut = words(in: bytes, around: range)
            var line = SnippetLine()
            if cut.lowerBound > 0 { line.append(Self.ellipsis) }
            line.append(bytes, cut, spans: spans)
            if cut.upperBound < bytes.count { line.append(Self.ellipsis) }
            return line.snippet
        } ?? Snippet(text: "", spans: [])
    }

    /// The sentences that a range stands in, or as much around it as the length allows.
    func sentences(
        of bytes: UnsafeBufferPointer<UInt8>, around range: Swift.Range<Int>, spans: [Swift.Range<Int>]
    ) -> (range: Swift.Range<Int>, Snippet) {
        var line = SnippetLine()
        if let sentences = SentenceEdges.sentences(of: bytes, around: range, atMost: length) {
            line.append(bytes, sentences, spans: spans)
            return (sentences, line.snippet)
        }
        let cut = words(in: bytes, around: range)
        if cut.lowerBound > 0 { line.append(Self.ellipsis) }
        line.append(bytes, cut, spans: spans)
        if cut.upperBound < bytes.count { line.append(Self.ellipsis) }
        return (cut, line.snippet)
    }

    /// The range with as much around it as the length allows, cut between words.
    private func words(in bytes: UnsafeBufferPointer<UInt8>, around range: Swift.Range<Int>) -> Swift.Range<Int> {
        let end = min(range.upperBound, range.lowerBound + length)
        let spare = max(0, length - (end - range.lowerBound))
        var low = max(0, range.lowerBound - spare / 2)
        let high = min(bytes.count, end + spare - (range.lowerBound - low))
        if high == bytes.count { low = max(0, min(low, high - length)) }
        var (start, stop) = (range.lowerBound, scalarStart(bytes, atMost: high))
        if low == 0 { start = 0 }
        let safe = safeStart(bytes, before: low)
        let last = scalarStart(bytes, atMost: min(bytes.count, high + Self.reach))
        let piece = String(decoding: bytes[safe..<max(safe, last)], as: UTF8.self)
        var lastEnd: Int?
        analyzer.forEachToken(in: piece, foldsAccents: true) { _, tokenStart, tokenEnd in
            let (from, to) = (tokenStart + safe, tokenEnd + safe)
            if from >= low, from < start { start = from }
            if to <= high, to > start { lastEnd = to }
            return to <= high
        }
        if high == bytes.count { stop = high } else if let lastEnd { stop = lastEnd }
        return min(start, stop)..<stop
    }

    /// A place behind white space from which words are read as they are from the start.
    private func safeStart(_ bytes: UnsafeBufferPointer<UInt8>, before low: Int) -> Int {
        var place = low
        while place > 0, low - place < Self.reach {
            if bytes[place - 1] == 0x20 || bytes[place - 1] == 0x0A { return place }
            place -= 1
        }
        return scalarStart(bytes, atMost: place)
    }

    private func scalarStart(_ bytes: UnsafeBufferPointer<UInt8>, atMost place: Int) -> Int {
        var place = place
        while place > 0, place < bytes.count, bytes[place] & 0xC0 == 0x80 { place -= 1 }
        return place
    }
}
