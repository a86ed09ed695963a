@testable import Apus

extension FuzzTarget {
    /// A dictionary's content behind two bytes of length and a key to look up.
    static let dictionary = FuzzTarget("dictionary", "terms, looked up and walked") {
        SampleIndex.segments.compactMap { segment in
            segment.part(.terms).map { shortBytes(7) + TermKey.bytes(field: 0, term: "peace".utf8) + Array($0.content) }
        }
    } run: { bytes in
        var input = FuzzInput(bytes)
        let key = input.take(input.figure(upTo: 300))
        let part = try FuzzPart.reader(.terms, input.takeRest())
        try expectDamageAtMost {
            let reader = try TermDictionaryReader(part)
            _ = try key.withUnsafeBufferPointer { try reader.entry($0) }
            if key.count >= TermDictionaryLayout.fieldBytes { _ = try TermDictionaryCursor(reader, from: key) }
            var walk = try TermDictionaryCursor(reader)
            var steps = 0
            while let entry = walk.entry {
                try promise(
                    TermDictionaryLayout.fieldBytes...TermDictionaryLayout.keyBytes ~= walk.key.count,
                    "a key of \(walk.key.count) bytes")
                try promise(
                    entry.documentFrequency > 0 && entry.totalFrequency >= UInt64(entry.documentFrequency),
                    "\(entry.documentFrequency) documents, \(entry.totalFrequency) occurrences")
                try walk.advance()
                steps += 1
                try promise(steps <= reader.termCount, "more terms than \(reader.termCount)")
            }
        }
    }
}
