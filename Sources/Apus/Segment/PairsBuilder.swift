/// Makes the lists of pairs of a segment whose terms, postings and positions have just been written.
///
/// The lists are not found by meeting positions of two words at a time: the text of the common words is put together window by
/// window (`CommonText`), and every neighbouring two are appended to the list of their pair. What the pairs would take is
/// estimated from a sample of the windows; that gives the threshold, and all windows then give the lists, in several passes
/// where they do not fit into the memory allowed. The same documents give the same bytes.
struct PairsBuilder {
    private let options: PairOptions
    private let memory: Int
    private let source: PairSource

    /// A field with its words by rank.
    private struct Field {
        let number: Int
        let words: [TermEntry]
    }

    /// What is estimated of one field's pairs: numbers of pairs, rising, and their bytes.
    private struct Sample {
        var field: Field
        var pairs: [(pair: UInt32, bytes: Int)]
    }

    /// - Parameter memory: bytes for the lists that are gathered at a time.
    init(_ source: PairSource, options: PairOptions, memory: Int) {
        self.options = options
        self.memory = memory
        self.source = source
    }

    /// Writes the pairs, if there are any that pay, and returns the threshold from which on words are covered, multiplied. None where the
    /// system grants the process too little memory to gather them in.
    /// - Parameter open: makes the file; called when there is something to write.
    func write(
        _ words: CommonWords, indexBytes: Int, positions: PartWriter, norms: (Int) throws -> [UInt8],
        to open: () throws -> PartWriter
    ) throws -> UInt64? {
        guard let floor = Self.floor(source.documentCount, options) else { return nil }
        let fields = words.fields.map { Field(number: $0.number, words: $0.words(reaching: floor)) }.filter { !$0.words.isEmpty }
        var costs = PairCosts(documentCount: source.documentCount)
        var samples: [Sample] = []
        for field in fields {
            guard let sample = try sample(field, floor: floor, norms: try norms(field.number), &costs) else { return nil }
            samples.append(sample)
        }
        let limit = UInt64(indexBytes * options.permille / 1000)
        guard let threshold = costs.threshold(from: floor, upTo: limit) else { return nil }
        var writer = PairsWriter(try open(), positions: positions, documentCount: source.documentCount)
        for sample in samples { try write(sample, threshold: threshold, norms: try norms(sample.field.number), to: &writer) }
        try writer.finish()
        return threshold
    }

    /// Whether two words are common enough to be looked at.
    static func mayFind(_ words: CommonWords, documentCount: Int, _ options: PairOptions) -> Bool {
        guard let floor = floor(documentCount, options) else { return false }
        return words.fields.contains { !$0.words(reaching: floor).isEmpty }
    }

    private static func floor(_ documentCount: Int, _ options: PairOptions) -> UInt64? {
        // Two words meet in no more documents than there are.
        options.leastMeetings.flatMap { $0 <= documentCount ? max(1, UInt64($0) * UInt64(documentCount)) : nil }
    }

    // MARK: Sampling

    private func sample(_ field: Field, floor: UInt64, norms: [UInt8], _ costs: inout PairCosts) throws -> Sample? {
        let text = try source.text(field.words, threshold: floor, norms: norms, windowWords: options.sampleWords)
        let windows = text.windowBounds.count - 1
        let step = max(1, windows / options.sampledWindows)
        let pairLimit = text.wordCount * text.wordCount
        guard let streams = PairStreams(pairLimit: pairLimit, documentCount: source.documentCount) else { return nil }
        for window in stride(from: step / 2, to: windows, by: step) {
            try source.checkCancelled()
            text.forEachDocument(inWindow: window) { document, neighbours in
                for words in neighbours { streams.add(words.number(of: text.wordCount), document: document) }
            }
        }
        try source.check(text)
        return Sample(
            field: field,
            pairs: streams.pairs.sorted().map { pair in
                let product = Self.product(of: pair, field.words)
                let documents = streams.documents(of: pair)
                let occurrences = (streams.occurrences(of: pair), documents)
                return (pair, costs.add(product: product, documents: documents * step, occurrences: occurrences))
            })
    }

    private static func product(of pair: UInt32, _ words: [TermEntry]) -> UInt64 {
        let (first, second) = Int(pair).quotientAndRemainder(dividingBy: words.count)
        return words[first].phraseCost * words[second].phraseCost
    }

    // MARK: Gathering

    private func write(_ sample: Sample, threshold: UInt64, norms: [UInt8], to writer: inout PairsWriter) throws {
        let covered = sample.pairs.filter { Self.product(of: $0.pair, sample.field.words) >= threshold }
        let words = source.reaching(threshold, sample.field.words)
        guard !words.isEmpty else { return }
        // Fewer words give pairs other numbers in the same order.
        let pairs = covered.map { item in
            let (first, second) = Int(item.pair).quotientAndRemainder(dividingBy: sample.field.words.count)
            return (pair: UInt32(first * words.count + second), bytes: item.bytes)
        }
        writer.begin(norms: norms)
        let gathering = PairGathering(source, words, threshold: threshold, norms: norms, options: options, memory: memory)
        try gathering.forEachPair(inGroups: gathering.groups(pairs)) { pair, streams in
            let (first, second) = Int(pair).quotientAndRemainder(dividingBy: words.count)
            try writer.append(
                first: first, second: second, documents: streams.documents(of: pair), streams.reader(of: pair), norms: norms)
        }
        try writer.finish(field: sample.field.number, words: words, threshold: threshold)
    }
}
