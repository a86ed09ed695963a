/// A term's cursor, what its occurrences are worth, and what its blocks ahead are worth at most; lives in an arena.
///
/// Bounds are saturations: times the weight of a word, or of a phrase that holds it, they bound what that adds. They are asked
/// for ranges of documents that never begin before the one asked for last, and decode nothing.
struct ScoredCursor {
    /// Ranges of more blocks than this are bounded by the whole list's impacts.
    private static let blocksLookedAt = 64

    var cursor: TermCursor
    let scorer: TermScorer
    /// No document of the list has a higher saturation.
    let highestSaturation: Double
    /// What its peaks are carried over by (`TermScorer.peakRatio`); 0 where they do not bound.
    let peakRatio: Double
    /// The block that the last bound was asked for, and what it was.
    private var ahead = 0
    private var knownBlock = -1
    private var knownSaturation = 0.0

    init(_ list: PostingList, scorer: TermScorer, arena: SearchArena) {
        cursor = TermCursor(list, arena: arena)
        self.scorer = scorer
        peakRatio = list.hasImpacts ? scorer.peakRatio(list) : 0
        highestSaturation =
            list.hasImpacts ? scorer.saturation(list.wholeImpacts, peakRatio: peakRatio) : Self.highest(&cursor, scorer)
    }

    /// A list of one short block keeps no impacts; it is decoded already, so its bound is exact.
    private static func highest(_ cursor: inout TermCursor, _ scorer: TermScorer) -> Double {
        let frequencies = cursor.blockFrequencies
        var highest = 0.0
        let documents = cursor.documents
        for index in 0..<cursor.countInBlock {
            highest = max(highest, scorer.saturation(frequency: frequencies[index], of: documents[index]))
        }
        return highest
    }

    @inline(__always)
    var document: UInt32 { cursor.document.rawValue }

    @inline(__always)
    var highest: Double { scorer.score(saturation: highestSaturation) }

    // MARK: Bounds

    /// The last document of the block that reaches `from`; `.max` where there is none.
    @inline(__always)
    mutating func boundary(from: UInt32) -> UInt32 {
        guard cursor.list.hasImpacts else {
            return cursor.countInBlock > 0 ? boundaryOfShortList(from) : .max
        }
        ahead = cursor.list.block(reaching: from, from: ahead)
        return ahead < cursor.blockCount ? cursor.list.lastDocument(ofBlock: ahead) : .max
    }

    private func boundaryOfShortList(_ from: UInt32) -> UInt32 {
        cursor.lastInBlock < from ? .max : cursor.lastInBlock
    }

    /// The highest saturation of any document in the range; 0 where the list has none there.
    @inline(__always)
    mutating func saturation(from: UInt32, through: UInt32) -> Double {
        guard document <= through else { return 0 }
        guard cursor.list.hasImpacts else { return highestSaturation }
        ahead = cursor.list.block(reaching: max(from, document), from: ahead)
        guard ahead < cursor.blockCount else { return 0 }
        let first = saturation(ofBlock: ahead)
        return cursor.list.lastDocument(ofBlock: ahead) >= through ? first : saturation(behind: ahead, through: through, first)
    }

    private mutating func saturation(behind first: Int, through: UInt32, _ saturationOfFirst: Double) -> Double {
        var highest = saturationOfFirst
        var block = first
        while cursor.list.lastDocument(ofBlock: block) < through, block &+ 1 < cursor.blockCount {
            block &+= 1
            guard block &- first < Self.blocksLookedAt else { return highestSaturation }
            highest = max(highest, saturation(ofBlock: block))
        }
        return highest
    }

    @inline(__always)
    private mutating func saturation(ofBlock block: Int) -> Double {
        if block != knownBlock {
            knownSaturation = scorer.saturation(cursor.list.impacts(ofBlock: block), peakRatio: peakRatio)
            knownBlock = block
        }
        return knownSaturation
    }

    // MARK: Scores

    /// What the list adds at a document that is not before the current one, or 0; moves there.
    ///
    /// Stays where it is and says nil if the block's bound shows that this and `rest` do not make up for what is `missing`.
    @inline(__always)
    mutating func score(at target: UInt32, missing: Double, rest: Double) -> Double? {
        if document < target {
            if isBehindBlock(target), !canAdd(missing - rest, at: target) { return nil }
            cursor.seek(DocumentID(target))
        }
        guard document == target else { return 0 }
        return scorer.score(frequency: cursor.frequency, of: target)
    }

    @inline(__always)
    private func isBehindBlock(_ target: UInt32) -> Bool {
        cursor.countInBlock == 0 || cursor.lastInBlock < target
    }

    @inline(never)
    private mutating func canAdd(_ missing: Double, at target: UInt32) -> Bool {
        scorer.score(saturation: saturation(from: target, through: target)) >= missing
    }
}
