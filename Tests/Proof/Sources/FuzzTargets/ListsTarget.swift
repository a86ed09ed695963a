@testable import Apus

extension FuzzTarget {
    /// One term's list: the entry's figures, then the bytes of its documents and of its positions.
    static let lists = FuzzTarget("lists", "a posting list under every kind of cursor") {
        var seeds: [[UInt8]] = []
        for segment in SampleIndex.segments {
            guard let postings = segment.part(.postings), let positions = segment.part(.positions) else { continue }
            var walk = try TermDictionaryCursor(segment.dictionary)
            while let entry = walk.entry {
                let list = postings.content[entry.postingsOffset..<entry.postingsOffset + entry.postingsLength]
                let places = positions.content[entry.positionsOffset..<entry.positionsOffset + entry.positionsLength]
                var head = shortBytes(Int(entry.documentFrequency)) + shortBytes(segment.documentCount)
                head += wordBytes(entry.totalFrequency) + shortBytes(list.count) + [3, 9]
                if seeds.count < 24 || entry.documentFrequency >= 128 { seeds.append(head + Array(list) + Array(places)) }
                try walk.advance()
            }
        }
        return seeds
    } run: { bytes in
        var input = FuzzInput(bytes)
        let (frequency, limit) = (input.short(), input.figure(upTo: 6000))
        // A dictionary with fewer occurrences than documents is refused before.
        let total = max(input.word(), UInt64(frequency))
        let length = input.short()
        let moves = [Int(input.byte()), Int(input.byte())]
        let (postings, positions) = (OwnedBytes(input.take(length)), OwnedBytes(input.takeRest()))
        let norms = OwnedBytes((0..<limit).map { UInt8(truncatingIfNeeded: 5 + $0 * moves[1] % 90) })
        let entry = TermEntry(
            documentFrequency: UInt32(frequency), totalFrequency: total,
            onlyDocument: frequency == 1 ? DocumentID(UInt32(moves[0])) : .end, postingsOffset: 0,
            postingsLength: postings.bytes.count, positionsOffset: 0, positionsLength: positions.bytes.count)
        try withExtendedLifetime((postings, positions, norms)) {
            try expectDamageAtMost {
                let list = try PostingList(
                    entry, postings: postings.bytes, positions: positions.bytes, documentLimit: UInt32(limit),
                    norms: norms.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
                try ListWalk(list: list, documentCount: limit, moves: moves).all()
            }
        }
    }
}

/// Moves cursors over one list, whose bytes may be anything, and expects them to stay within the segment.
struct ListWalk {
    let list: PostingList
    let documentCount: Int
    /// How far leaps go; at least one.
    let moves: [Int]

    func all() throws {
        let stepped = try step()
        try seek(stepped)
        try leap()
        try accumulate()
    }

    /// Every document; all of them unless damage is reported. Nil for a damaged list.
    private func step() throws -> [UInt32]? {
        let arena = SearchArena()
        var cursor = TermCursor(list, arena: arena)
        var (found, last) = ([UInt32](), -1)
        while cursor.document != .end {
            let document = Int(cursor.document.rawValue)
            try promise(document > last && document < documentCount, "document \(document) after \(last) of \(documentCount)")
            last = document
            found.append(UInt32(document))
            let (frequency, positions) = (cursor.frequency, cursor.positions())
            try promise(
                !list.hasPositions || positions.count == Int(frequency) || arena.damage != nil,
                "\(positions.count) positions of \(frequency)")
            cursor.advance()
        }
        guard arena.damage == nil else { return nil }
        try promise(found.count == list.documentFrequency, "\(found.count) documents of \(list.documentFrequency)")
        return found
    }

    /// Seeking finds what stepping found, in a list without damage.
    private func seek(_ stepped: [UInt32]?) throws {
        let arena = SearchArena()
        var cursor = TermCursor(list, arena: arena)
        var (target, turn) = (UInt32(0), 0)
        while cursor.document != .end, Int(target) < documentCount {
            cursor.seek(DocumentID(target))
            if let stepped, arena.damage == nil {
                let wanted = stepped.first { $0 >= target }
                try promise(cursor.document == wanted.map { DocumentID($0) } ?? .end, "seeking \(target) finds another document")
            }
            _ = cursor.frequency
            target =
                max(target, cursor.document == .end ? target : cursor.document.rawValue) &+ UInt32(1 + moves[turn % moves.count])
            turn += 1
        }
    }

    /// Calls with a new cursor that scores the list, and the arena that it borrows.
    private func scoring(_ body: (inout ScoredCursor, SearchArena) throws -> Void) throws {
        let arena = SearchArena()
        let norms = [UInt8](repeating: 20, count: documentCount)
        let table = BM25.standard.table(documentCount: documentCount, tokenCount: 1000)
        try norms.withUnsafeBufferPointer { norms in
            let scorer = TermScorer(
                weight: 1, quantum: ScoreQuantum(highest: 10), table: table.values, norms: norms.baseAddress, arena: arena)
            var scored = ScoredCursor(list, scorer: scorer, arena: arena)
            try withExtendedLifetime(table) { try body(&scored, arena) }
        }
    }

    private func leap() throws {
        try scoring { scored, _ in
            var turn = 0
            while scored.document != .max, turn < 300 {
                let before = scored.document
                let boundary = scored.boundary(from: before)
                _ = scored.saturation(from: before, through: max(before, boundary))
                _ = scored.scorer.score(frequency: scored.cursor.frequency, of: before)
                let leap = before + UInt32(1 + moves[turn % moves.count])
                scored.cursor.seek(DocumentID(turn % 2 == 0 && boundary < .max ? max(boundary, before) + 1 : leap))
                let now = scored.document
                try promise(now > before && (now == .max || Int(now) < documentCount), "from \(before) to \(now)")
                turn += 1
            }
        }
    }

    /// Whole blocks into windows of sums, and starts of phrases met with positions.
    private func accumulate() throws {
        try scoring { scored, arena in
            scored.cursor.seek(DocumentID(UInt32(moves[0])))
            let starts = arena.allocate(UInt32.self, count: 4)
            for place in 0..<3 { starts[place] = UInt32(place * 2) }
            if scored.document != .max {
                if moves[0] % 2 == 0 {
                    let kept = scored.cursor.meetPositions(starts, 3, offset: 1, of: scored.cursor.streamPlace)
                    try promise(kept <= 3, "more starts than there were")
                }
                _ = scored.cursor.fewPositions(of: scored.cursor.streamPlace)
            }
            var window = ScoreWindow(arena: arena)
            while scored.document != .max {
                window.first = scored.document
                let end = min(window.first + UInt32(ScoreWindow.documents), UInt32(documentCount))
                window.add(&scored, below: end)
                var outside: UInt32?
                window.drain(below: end) { document, _ in if document >= documentCount { outside = document } }
                try promise(outside == nil, "document \(outside ?? 0) of \(documentCount) in a window")
            }
        }
    }
}
