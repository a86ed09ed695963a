import Glibc

/// Gathers the lists of one field's covered pairs in order, as many at a time as memory allows.
struct PairGathering {
    private let source: PairSource
    private let words: [TermEntry]
    private let threshold: UInt64
    private let norms: [UInt8]
    private let windowWords: Int
    private let memory: Int

    /// - Parameters:
    ///   - words: by rank, those that are in a covered pair.
    ///   - memory: bytes in which lists are gathered; one list alone may take more.
    init(_ source: PairSource, _ words: [TermEntry], threshold: UInt64, norms: [UInt8], options: PairOptions, memory: Int) {
        (self.source, self.words, self.threshold, self.norms) = (source, words, threshold, norms)
        windowWords = options.windowWords
        self.memory = memory
    }

    private var pairLimit: Int { words.count * words.count }

    /// Cuts all pairs into runs of numbers whose lists are estimated to fit into half of the memory: streams are a little longer
    /// than lists. - Parameter pairs: rising, with the bytes that each is estimated to take.
    func groups(_ pairs: [(pair: UInt32, bytes: Int)]) -> [Range<Int>] {
        var groups: [Range<Int>] = []
        var (start, sum) = (0, 0)
        for (pair, bytes) in pairs {
            if sum > 0, sum + bytes > memory / 2 {
                groups.append(start..<Int(pair))
                (start, sum) = (Int(pair), 0)
            }
            sum += bytes
        }
        return groups + [start..<pairLimit]
    }

    /// Calls with each pair that occurs, in order, and the streams that hold it.
    func forEachPair(inGroups groups: [Range<Int>], _ body: (UInt32, PairStreams) throws -> Void) throws {
        guard let streams = PairStreams(pairLimit: pairLimit, documentCount: source.documentCount) else {
            throw IndexError.storage(.failed(operation: "reserve memory for", file: SegmentPart.pairs.name, code: ENOMEM))
        }
        var left: [Range<Int>] = groups.reversed()
        while let group = left.popLast() {
            streams.removeAll()
            guard try gather(group, into: streams) else {
                // More than estimated: one half after the other.
                let middle = group.lowerBound + group.count / 2
                left += [middle..<group.upperBound, group.lowerBound..<middle]
                continue
            }
            for pair in streams.pairs.sorted() { try body(pair, streams) }
        }
    }

    /// False where the memory does not suffice and there is more than one pair.
    private func gather(_ group: Range<Int>, into streams: PairStreams) throws -> Bool {
        let text = try source.text(words, threshold: threshold, norms: norms, windowWords: windowWords)
        let (first, count) = (UInt32(group.lowerBound), UInt32(group.count))
        let isWhole = group.count == pairLimit
        for window in 0..<text.windowBounds.count - 1 {
            try source.checkCancelled()
            text.forEachDocument(inWindow: window) { document, neighbours in
                guard streams.usedBytes <= memory || count == 1 else { return }
                for words in neighbours where !streams.isFull {
                    let pair = words.number(of: self.words.count)
                    if isWhole || UInt32(truncatingIfNeeded: pair) &- first < count { streams.add(pair, document: document) }
                }
            }
            if streams.usedBytes > memory || streams.isFull, count > 1 { return false }
        }
        try source.check(text)
        return true
    }
}
