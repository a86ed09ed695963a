/// Indexing's way of a word: cut out of the text and folded, hashed into a batch, added to the table of terms.
enum Words {
    private static let words = 50_000
    private static let documentBatches = 5

    static func figures(_ watch: inout Stopwatch) -> [Figure] {
        let plain = SampleWords.text(words, isAccented: false, seed: 11)
        let accented = SampleWords.text(words, isAccented: true, seed: 12)
        let batches = TermBatches(plain)
        let table = TermTable(region: MemoryRegion(capacity: 256 << 20))
        let add = watch.nanoseconds(batches.wordCount) {
            table.removeAll()
            for (number, batch) in batches.batches.enumerated() {
                let (document, part) = number.quotientAndRemainder(dividingBy: documentBatches)
                table.add(batch, document: UInt32(document), position: UInt32(part * TermBatch.capacity))
            }
            return table.termCount
        }
        return [
            Figure("tokeniser, ASCII", cut(plain, &watch), "word"),
            Figure("tokeniser, a word in eight accented", cut(accented, &watch), "word"),
            Figure("tokeniser and batch, ASCII", watch.nanoseconds(words) { TermBatches.walk(plain) { $0.count } }, "word"),
            Figure("table of terms", add, "word"),
        ]
    }

    private static func cut(_ text: [UInt8], _ watch: inout Stopwatch) -> Double {
        watch.nanoseconds(words) {
            text.withUnsafeBufferPointer { text in
                var tokenizer = Tokenizer(foldsAccents: true)
                var sum = 0
                tokenizer.forEachTerm(in: text) { term in
                    sum &+= term.count
                    return true
                }
                return sum
            }
        }
    }
}

/// A text's words as they are handed to the table of terms.
private struct TermBatches {
    private(set) var batches: [TermBatch] = []
    private(set) var wordCount = 0

    init(_ text: [UInt8]) {
        var batches: [TermBatch] = []
        wordCount = Self.walk(text) { batch in
            let copy = TermBatch()
            copy.begin(field: 1)
            for index in 0..<batch.count {
                let entry = batch.entries[index]
                copy.append(PaddedTerm(start: UnsafeRawPointer(batch.bytes + entry.offset), count: entry.length))
            }
            batches.append(copy)
            return copy.count
        }
        self.batches = batches
    }

    /// Calls with each batch that a text fills, in the same memory; returns the sum of the answers.
    static func walk(_ text: [UInt8], _ use: (TermBatch) -> Int) -> Int {
        text.withUnsafeBufferPointer { text in
            var tokenizer = Tokenizer(foldsAccents: true)
            let batch = TermBatch()
            batch.begin(field: 1)
            var sum = 0
            tokenizer.forEachTerm(in: text) { term in
                batch.append(term)
                if batch.isFull {
                    sum &+= use(batch)
                    batch.removeAll()
                }
                return true
            }
            return sum &+ use(batch)
        }
    }
}
