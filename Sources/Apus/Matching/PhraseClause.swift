/// A phrase within a flat conjunction: its words are lists of the conjunction, met already when it is looked at.
struct PhraseClause {
    let scorer: TermScorer
    var phrase: PhraseOccurrences
    /// Which of the conjunction's lists hold its words and pairs, each once.
    private let lists: UnsafeMutablePointer<Int>
    private let listCount: Int
    /// The lists of its pairs of neighbours, which bound it too.
    private let pairs: UnsafeMutablePointer<UnsafeMutablePointer<ScoredCursor>>
    private let pairCount: Int

    /// - Parameters:
    ///   - words: for each word of the phrase, in order, the list that holds it.
    ///   - pairs: the lists that hold neighbours of the phrase.
    ///   - pairAt: which of these holds the word at a place and the next.
    ///   - scorer: carries the phrase's weight.
    init(
        words: UnsafeBufferPointer<Int>, pairs: UnsafeBufferPointer<Int>, pairAt: (Int) -> Int? = { _ in nil },
        in all: UnsafeMutablePointer<ScoredCursor>, scorer: TermScorer, arena: SearchArena
    ) {
        self.scorer = scorer
        phrase = PhraseOccurrences(count: words.count, arena: arena) {
            all + words[$0]
        } pair: {
            pairAt($0).map { all + pairs[$0] }
        }
        lists = arena.allocate(Int.self, count: words.count + pairs.count)
        listCount = Self.distinct(words, pairs, into: lists)
        pairCount = pairs.count
        self.pairs = arena.allocate(count: pairs.count)
        for index in pairs.indices { (self.pairs + index).initialize(to: all + pairs[index]) }
    }

    /// Writes each list once. Most phrases are short: hashing takes longer than comparing.
    private static func distinct(
        _ words: UnsafeBufferPointer<Int>, _ pairs: UnsafeBufferPointer<Int>, into lists: UnsafeMutablePointer<Int>
    ) -> Int {
        guard words.count + pairs.count <= 16 else {
            let distinct = Set(words).union(pairs)
            for (place, list) in distinct.enumerated() { lists[place] = list }
            return distinct.count
        }
        var count = 0
        func add(_ list: Int) {
            for place in 0..<count where lists[place] == list { return }
            lists[count] = list
            count += 1
        }
        for list in words { add(list) }
        for list in pairs { add(list) }
        return count
    }

    func holds(list: Int) -> Bool { (0..<listCount).contains { lists[$0] == list } }

    /// What the phrase can add where its words' lists reach these saturations.
    @inline(__always)
    func bound(_ saturations: UnsafeMutablePointer<Double>) -> Double {
        var least = 1.0
        for index in 0..<listCount { least = min(least, saturations[lists[index]]) }
        return scorer.score(saturation: least)
    }

    /// The score of the document on which all lists stand, or a negative value where the phrase is not there, or where it could
    /// not add what is missing.
    @inline(__always)
    mutating func score(of document: UInt32, missing: Double) -> Double {
        if missing > 0, scorer.score(frequency: highestFrequency, of: document) < missing { return Matcher.miss }
        let occurrences = phrase.occurrences()
        return occurrences > 0 ? scorer.score(frequency: occurrences, of: document) : Matcher.miss
    }

    /// The phrase is there no more often than any of its words and pairs.
    @inline(__always)
    private var highestFrequency: UInt32 {
        var least = phrase.leastFrequency
        for index in 0..<pairCount { least = min(least, pairs[index].pointee.cursor.frequency) }
        return least
    }
}
