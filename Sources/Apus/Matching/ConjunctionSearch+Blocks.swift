/// The leading list's block: which of its documents are looked up, and where the second list holds them.
extension ConjunctionSearch {
    /// Searches the leading block that reaches `from`, and returns the next document of interest.
    @inline(__always)
    mutating func searchBlock(_ from: UInt32, isBounded: Bool) -> UInt32 {
        lists[0].cursor.seek(DocumentID(from))
        guard lists[0].document != .max else { return .max }
        let floor = isBounded ? self.floor : -.infinity
        if requiredCount > 1, filterCount == 0, let next = meetBits(floor, isBounded: isBounded) { return next }
        let documents = lists[0].cursor.documents
        let next = lists[0].cursor.lastInBlock &+ 1
        if requiredCount > 1 {
            let scoresFirst = isBounded && scoresFirst
            let count = takeBlock(floor, scores: scoresFirst)
            return max(next, meetSecond(documents, count, floor, isBounded: isBounded, isScored: scoresFirst))
        }
        let count = takeBlock(floor, scores: !isCounting)
        for index in 0..<count {
            let place = Int(places[index])
            if phraseCount > 0 { lists[0].cursor.move(toIndexInBlock: place) }
            _ = finish(documents[place], saturation: leadSaturations[index], cut: isBounded ? collector.cut : -.infinity)
        }
        return next
    }

    /// What the leading list's documents have to add, times `leadWeight`, for the other parts at their best to make up for the rest.
    @inline(__always)
    private var floor: Double {
        var others = bounds.behindLead
        for index in 0..<phraseCount where phrases[index].holds(list: 0) { others -= bounds.ofPhrase(index) }
        // Each weight in `leadWeight` is rounded by itself when it is added.
        return collector.cut - others - lists[0].scorer.quantum.grain * Double(phraseCount &+ 1)
    }

    /// Whether scoring the block's documents leaves fewer of them than meeting the second list is likely to, for what it costs.
    @inline(__always)
    private var scoresFirst: Bool { !isCounting && worthwhile < 128 }

    /// Gathers the documents of the leading block that are looked up in other lists: those that the filters let pass, and, where they
    /// are scored, that may reach the floor.
    @inline(__always)
    private mutating func takeBlock(_ floor: Double, scores: Bool) -> Int {
        let first = lists[0].cursor.indexInBlock
        var count = lists[0].cursor.countInBlock &- first
        guard filterCount > 0 || !scores else { return keepWorthwhile(count, floor) { first &+ $0 } }
        for index in 0..<count { places[index] = UInt8(truncatingIfNeeded: first &+ index) }
        if let filters {
            for filter in 0..<filterCount { count = filters[filter].keep(places, count, of: lists[0].cursor.documents) }
        }
        return scores && count > 0 ? keepWorthwhile(count, floor) { [places] in Int(places[$0]) } : count
    }

    /// Gathers those of some documents of the leading block that may reach the floor.
    /// - Parameter place: where each of the documents is in the block.
    @inline(__always)
    private mutating func keepWorthwhile(_ taken: Int, _ floor: Double, place: (Int) -> Int) -> Int {
        let documents = lists[0].cursor.documents
        let frequencies = lists[0].cursor.blockFrequencies
        let scorer = lists[0].scorer
        let least = scorer.leastNormalizedFrequency(reaching: floor, ofWeight: leadWeight)
        var near = 0
        for index in 0..<taken {
            let place = place(index)
            places[near] = UInt8(truncatingIfNeeded: place)
            near &+= scorer.normalizedFrequency(frequencies[place], of: documents[place]) >= least ? 1 : 0
        }
        var count = 0
        for index in 0..<near {
            let place = Int(places[index])
            let saturation = scorer.saturation(frequency: frequencies[place], of: documents[place])
            places[count] = UInt8(truncatingIfNeeded: place)
            leadSaturations[count] = saturation
            count &+= leadWeight * saturation >= floor ? 1 : 0
        }
        worthwhile = (count &<< 8) / max(1, taken)
        return count
    }

    // MARK: The second list

    /// Meets the gathered documents with the second list, one of its blocks at a time, and looks at what both hold. Returns the
    /// document that the leading list may go on with.
    /// - Parameter isScored: whether the gathered documents are; else those that meet are scored here.
    @inline(__always)
    private mutating func meetSecond(
        _ documents: UnsafeMutablePointer<UInt32>, _ count: Int, _ floor: Double, isBounded: Bool, isScored: Bool
    ) -> UInt32 {
        var (index, target) = (0, UInt32(0))
        var (scored, reaching) = (0, 0)
        while true {
            while index < count, documents[Int(places[index])] < target { index &+= 1 }
            guard index < count else { break }
            let document = documents[Int(places[index])]
            lists[1].cursor.seek(DocumentID(document))
            target = lists[1].document
            if target > document { continue }
            let ahead = UnsafeMutableBufferPointer(start: places + index, count: count &- index)
            let isBitset = lists[1].cursor.bits != nil
            let (seen, found) = lists[1].cursor.meet(documents, places: ahead, kept: kept, indexes: indexes)
            for match in 0..<found {
                let lead = index &+ Int(kept[match])
                let place = Int(places[lead])
                guard documents[place] >= target else { continue }
                var saturation = leadSaturations[lead]
                if !isScored, !isCounting {
                    saturation = lists[0].scorer.saturation(
                        frequency: lists[0].cursor.blockFrequencies[place], of: documents[place])
                    scored &+= 1
                    guard leadWeight * saturation >= floor else { continue }
                    reaching &+= 1
                }
                // What is looked at may have written a bitset out meanwhile.
                if isBitset, lists[1].cursor.bits == nil {
                    lists[1].cursor.seek(DocumentID(documents[place]))
                } else {
                    lists[1].cursor.move(to: documents[place], index: indexes[match])
                }
                if phraseCount > 0 { lists[0].cursor.move(toIndexInBlock: place) }
                target = finish(documents[place], saturation: saturation, cut: isBounded ? collector.cut : -.infinity)
            }
            index &+= seen
        }
        if scored > 0 { worthwhile = (reaching &<< 8) / scored }
        return target
    }

    /// Meets the leading block with blocks of the second list as long as both are bitsets, word by word, and looks at what both hold.
    /// Returns the document that the leading list may go on with; nil, where the cursors may have moved on to a document of both or
    /// further, as soon as one is no bitset.
    @inline(__always)
    private mutating func meetBits(_ floor: Double, isBounded: Bool) -> UInt32? {
        guard let lead = lists[0].cursor.bits else { return nil }
        let last = lists[0].cursor.lastInBlock
        var from = lists[0].document
        while from <= last {
            lists[1].cursor.seek(DocumentID(from))
            from = max(from, lists[1].document)
            guard from <= last else { break }
            guard let second = lists[1].cursor.bits else {
                lists[0].cursor.seek(DocumentID(from))
                return nil
            }
            let through = min(last, lists[1].cursor.lastInBlock)
            let found = lead.meet(second, from: from, through: through, documents: metDocuments, places: places)
            from = max(through &+ 1, finishMet(found, floor, isBounded: isBounded))
        }
        return from
    }

    /// Looks at documents that the first two lists hold, both in a bitset. Returns the document that the leading list may go on with.
    @inline(__always)
    private mutating func finishMet(_ found: Int, _ floor: Double, isBounded: Bool) -> UInt32 {
        var target = UInt32(0)
        var reaching = 0
        for match in 0..<found where metDocuments[match] >= target {
            let (document, place) = (metDocuments[match], Int(places[match]))
            var saturation = 0.0
            if !isCounting {
                saturation = lists[0].scorer.saturation(frequency: lists[0].cursor.blockFrequencies[place], of: document)
                guard leadWeight * saturation >= floor else { continue }
                reaching &+= 1
            }
            lists[0].cursor.move(to: document, rank: place)
            lists[1].cursor.move(to: document, index: 0)
            target = finish(document, saturation: saturation, cut: isBounded ? collector.cut : -.infinity)
        }
        if !isCounting, found > 0 { worthwhile = (reaching &<< 8) / found }
        return target
    }
}
