/// The text of one field with only its common words left in it, put together from their lists a window of documents at a time.
///
/// A window is a run of slots, one a position; each word writes its rank into the slots of its positions, and neighbours are read
/// off in one pass. How many slots a document has follows from its norm; positions behind them, as where a field has several
/// values, are kept aside and sorted. One list is open at a time, so memory is that of a window, however many words there are.
final class CommonText {
    /// Two words that follow each other, as ranks.
    struct Neighbours: BitwiseCopyable {
        var first: UInt16
        var second: UInt16
    }

    /// A position that has no slot.
    private struct FarPosition {
        /// Document and position.
        var place: UInt64
        var rank: UInt16
    }

    /// Slots of one document at most.
    private static let mostSlots = 1 << 24
    /// For each norm how many positions a document of one value can have.
    private static let slotCounts: [Int] = (0...255).map { norm in
        norm == 255 ? mostSlots : min(mostSlots, Int(NormEncoding.lengths[norm + 1]) - 1)
    }

    let wordCount: Int
    /// The first document of each window, then the number of all.
    let windowBounds: [UInt32]
    /// By document; the lists borrow them.
    private let norms: UnsafeMutableBufferPointer<UInt8>
    private let arena = SearchArena()
    private let lists: [PostingList]
    private let run = PostingRun()
    /// For each rank, and for none, the ranks that are looked for behind it: from the first on, so many.
    private let followers: UnsafeMutablePointer<(first: UInt16, count: UInt16)>
    private let none: UInt16
    private var slots: UnsafeMutablePointer<UInt16>
    private var slotCapacity: Int
    private var neighbours: UnsafeMutablePointer<Neighbours>
    private var neighbourCapacity = 256
    /// Where the slots of each document of the window begin.
    private var slotStarts: [Int] = []
    private var farPositions: [FarPosition] = []

    /// - Parameters:
    ///   - words: by rank, at least one and at most 65,535.
    ///   - followers: for each rank the ranks that are looked for behind it.
    ///   - windowWords: slots of a window, but for a document that is longer.
    ///   - list: where a word's list is, given the norms; the bytes stay there for as long as this is used.
    init(
        _ words: [TermEntry], followers: [Range<Int>], norms: [UInt8], windowWords: Int,
        list: (TermEntry, UnsafePointer<UInt8>?) throws -> PostingList
    ) throws {
        wordCount = words.count
        let kept = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: norms.count)
        _ = kept.initialize(from: norms)
        self.norms = kept
        windowBounds = Self.windowBounds(norms, words: windowWords)
        none = UInt16(words.count)
        do { lists = try words.map { try list($0, UnsafePointer(kept.baseAddress)) } } catch {
            kept.deallocate()
            throw error
        }
        self.followers = .allocate(capacity: words.count + 1)
        for (rank, range) in (followers + [0..<0]).enumerated() {
            (self.followers + rank).initialize(to: (UInt16(range.lowerBound), UInt16(range.count)))
        }
        slotCapacity = windowWords
        slots = .allocate(capacity: windowWords)
        neighbours = .allocate(capacity: neighbourCapacity)
    }

    deinit {
        norms.deallocate()
        followers.deallocate()
        slots.deallocate()
        neighbours.deallocate()
    }

    /// Where a list was found damaged, if one was.
    var damage: SearchArena.Damage? { arena.damage }

    private static func windowBounds(_ norms: [UInt8], words: Int) -> [UInt32] {
        var bounds: [UInt32] = [0]
        var slots = 0
        for (document, norm) in norms.enumerated() {
            if slots > 0, slots + slotCounts[Int(norm)] > words {
                bounds.append(UInt32(document))
                slots = 0
            }
            slots += slotCounts[Int(norm)]
        }
        return bounds + [UInt32(norms.count)]
    }

    /// Calls with each document of a window that has neighbours looked for, and these, once an occurrence.
    func forEachDocument(inWindow window: Int, _ body: (UInt32, UnsafeBufferPointer<Neighbours>) throws -> Void) rethrows {
        let (first, end) = (windowBounds[window], windowBounds[window + 1])
        layOut(first, end)
        for rank in 0..<wordCount { place(rank, first, end) }
        farPositions.sort { $0.place < $1.place }
        var far = 0
        for document in first..<end {
            var count = readOff(document, first)
            if far < farPositions.count { count = readOffFar(document, first, &far, count) }
            if count > 0 { try body(document, UnsafeBufferPointer(start: neighbours, count: count)) }
        }
    }

    private func layOut(_ first: UInt32, _ end: UInt32) {
        slotStarts.removeAll(keepingCapacity: true)
        farPositions.removeAll(keepingCapacity: true)
        var (slots, most) = (0, 0)
        for document in first..<end {
            slotStarts.append(slots)
            let count = Self.slotCounts[Int(norms[Int(document)])]
            (slots, most) = (slots + count, max(most, count))
        }
        slotStarts.append(slots)
        reserve(slots, ofDocument: most)
        self.slots.update(repeating: none, count: slots)
    }

    private func reserve(_ count: Int, ofDocument most: Int) {
        if count > slotCapacity {
            slots.deallocate()
            (slots, slotCapacity) = (.allocate(capacity: count), count)
        }
        if most > neighbourCapacity {
            neighbours.deallocate()
            (neighbours, neighbourCapacity) = (.allocate(capacity: most), most)
        }
    }

    /// Writes a word's rank into the slots of its positions.
    private func place(_ rank: Int, _ first: UInt32, _ end: UInt32) {
        arena.reuse()
        var blocks = PostingListReader(lists[rank], arena: arena, from: DocumentID(first))
        let (slots, starts, rank) = (slots, slotStarts, UInt16(truncatingIfNeeded: rank))
        while blocks.read(into: run) {
            var occurrences = run.occurrences
            for index in 0..<run.count {
                let (number, frequency) = (run.documents[index], Int(run.frequencies[index]))
                if number >= end { return }
                defer { occurrences += frequency }
                if number < first { continue }
                let start = starts[Int(number &- first)]
                let count = starts[Int(number &- first) &+ 1] &- start
                var position = UInt32.max
                for place in 0..<frequency {
                    position = position &+ 1 &+ occurrences[place]
                    if Int(position) < count {
                        slots[start &+ Int(position)] = rank
                    } else {
                        farPositions.append(FarPosition(place: UInt64(number) << 32 | UInt64(position), rank: rank))
                    }
                }
            }
        }
    }

    /// Reads the neighbours off a document's slots; returns how many there are.
    private func readOff(_ document: UInt32, _ first: UInt32) -> Int {
        let (start, end) = (slotStarts[Int(document - first)], slotStarts[Int(document - first) + 1])
        let (slots, neighbours, followers) = (slots, neighbours, followers)
        var previous = none
        var count = 0
        for slot in start..<end {
            let rank = slots[slot]
            // Writing first and counting after it keeps the loop free of a branch that cannot be foreseen. There is room: no
            // document has more neighbours than slots.
            neighbours[count] = Neighbours(first: previous, second: rank)
            let follower = followers[Int(previous)]
            count &+= rank &- follower.first < follower.count ? 1 : 0
            previous = rank
        }
        return count
    }

    /// Adds the neighbours among a document's positions without slots, and between the last slot and the first of these.
    private func readOffFar(_ document: UInt32, _ first: UInt32, _ far: inout Int, _ found: Int) -> Int {
        let (start, end) = (slotStarts[Int(document - first)], slotStarts[Int(document - first) + 1])
        var count = found
        var previous = end > start ? slots[end - 1] : none
        var next = UInt64(document) << 32 | UInt64(end - start)
        while far < farPositions.count, farPositions[far].place >> 32 == UInt64(document) {
            let position = farPositions[far]
            let follower = followers[Int(previous)]
            if position.place == next, position.rank &- follower.first < follower.count {
                if count == neighbourCapacity { growNeighbours(holding: count) }
                neighbours[count] = Neighbours(first: previous, second: position.rank)
                count += 1
            }
            (previous, next) = (position.rank, position.place + 1)
            far += 1
        }
        return count
    }

    private func growNeighbours(holding count: Int) {
        let larger = UnsafeMutablePointer<Neighbours>.allocate(capacity: 2 * count)
        larger.update(from: neighbours, count: count)
        neighbours.deallocate()
        (neighbours, neighbourCapacity) = (larger, 2 * count)
    }
}
