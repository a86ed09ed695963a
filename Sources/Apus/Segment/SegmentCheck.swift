/// Reads one segment whole and compares its files with each other.
struct SegmentCheck {
    /// What a segment holds.
    struct Counts: Equatable {
        var terms = 0
        var tokens: UInt64 = 0
    }

    private let reader: SegmentReader
    private let checksStored: Bool

    /// - Parameter checksStored: whether the stored documents are read too.
    init(_ reader: SegmentReader, checksStored: Bool = true) {
        self.reader = reader
        self.checksStored = checksStored
    }

    /// Throws a `DamagedFile` for the first thing that is wrong.
    func run() throws -> Counts {
        try reader.ids.validate()
        try reader.norms.validate()
        if checksStored { try reader.store.validate() }
        try reader.columns.validate()
        var counts = Counts()
        var termCount = 0
        var words = PhraseWords()
        var walk = try at(.terms) { () throws(CorruptBytes) in try TermDictionaryCursor(reader.dictionary) }
        var lengths = FieldLengths(reader, field: -1)
        var ends = (postings: 0, positions: 0)
        var previous: [UInt8] = []
        while let entry = walk.entry {
            guard previous.isEmpty || previous.lexicographicallyPrecedes(walk.key) else {
                throw damaged(.terms, "terms are out of order")
            }
            guard entry.postingsOffset == ends.postings, entry.positionsOffset == ends.positions else {
                throw damaged(.terms, "a term's lists do not begin where the last one's end")
            }
            let field = Int(walk.key[0]) << 8 | Int(walk.key[1])
            if field != lengths.field {
                try finish(lengths, &counts)
                lengths = FieldLengths(reader, field: field)
            }
            try check(entry, &lengths)
            walk.key.withUnsafeBufferPointer { words.note($0, entry) }
            termCount += 1
            if !BoundaryField.holds(field) { counts.terms += 1 }
            ends = (entry.postingsOffset + entry.postingsLength, entry.positionsOffset + entry.positionsLength)
            previous = walk.key
            walk = try at(.terms) { () throws(CorruptBytes) in
                var next = walk
                try next.advance()
                return next
            }
        }
        try finish(lengths, &counts)
        guard termCount == reader.dictionary.termCount else {
            throw damaged(.terms, "\(termCount) terms, not \(reader.dictionary.termCount)")
        }
        try checkEnd(.postings, ends.postings)
        try checkEnd(.positions, ends.positions)
        try PairsCheck(reader)?.run(words.ofPairs)
        try NeighbourFilterCheck(reader)?.run(words.ofFilters)
        return counts
    }

    /// Documents and positions rise, frequencies add up, bounds hold.
    private func check(_ entry: TermEntry, _ lengths: inout FieldLengths) throws {
        let arena = SearchArena()
        let norms = try reader.norms(field: lengths.field)
        let list = try reader.list(entry, norms: norms)
        let reference = list.hasImpacts ? lengths.reference(code: list.lengthReference) : nil
        var cursor = TermCursor(list, arena: arena)
        var (documents, total): (UInt32, UInt64) = (0, 0)
        var last: UInt32?
        while cursor.document != .end {
            let document = cursor.document.rawValue
            let frequency = cursor.frequency
            if let last, document <= last { throw damaged(.postings, "documents are out of order", at: entry.postingsOffset) }
            let positions = cursor.positions()
            if list.hasPositions {
                guard positions.count == Int(frequency), frequency > 0 else {
                    throw damaged(.positions, "positions are missing", at: entry.positionsOffset)
                }
                for index in 1..<max(1, positions.count) where positions[index] <= positions[index - 1] {
                    throw damaged(.positions, "positions are out of order", at: entry.positionsOffset)
                }
                lengths.add(document, frequency)
            }
            if list.hasImpacts, let norms {
                guard list.bounds(cursor.block, frequency: frequency, norm: norms[Int(document)], reference) else {
                    throw damaged(.postings, "a block's bound is too low", at: entry.postingsOffset)
                }
            }
            documents += 1
            total += UInt64(frequency)
            last = document
            cursor.advance()
        }
        if let damage = arena.damage { throw reader.damage(damage) }
        guard documents == entry.documentFrequency, total == entry.totalFrequency else {
            throw damaged(
                .terms,
                "a term has \(documents) documents and \(total) occurrences, not \(entry.documentFrequency) and \(entry.totalFrequency)"
            )
        }
    }

    /// What the terms of a field add up to is what norms and manifest say.
    private func finish(_ lengths: FieldLengths, _ counts: inout Counts) throws {
        guard lengths.tokenCount > 0 else { return }
        if BoundaryField.holds(lengths.field) { return try checkBeginnings(lengths) }
        if !StemField.holds(lengths.field) { counts.tokens += lengths.tokenCount }
        let field = StemField.field(of: lengths.field)
        let statistics = field < reader.record.fields.count ? reader.record.fields[field] : FieldStatistics()
        guard statistics.tokenCount == lengths.tokenCount, statistics.documentCount == lengths.documentCount else {
            throw damaged(
                .terms, "field \(lengths.field) has \(lengths.tokenCount) tokens, the manifest says \(statistics.tokenCount)")
        }
        guard let norms = try reader.norms(field: lengths.field) else {
            throw damaged(.norms, "field \(lengths.field) has no norms")
        }
        for document in 0..<reader.documentCount where NormEncoding.encode(Int(lengths.tokens[document])) != norms[document] {
            throw damaged(.norms, "document \(document) has another length in field \(lengths.field)")
        }
    }

    /// Sentences begin only in documents that have words.
    private func checkBeginnings(_ lengths: FieldLengths) throws {
        let norms = try reader.norms(field: lengths.field)
        for document in 0..<reader.documentCount where lengths.tokens[document] > 0 && (norms?[document] ?? 0) == 0 {
            throw damaged(.terms, "a sentence begins in document \(document), which has no words in that field")
        }
    }

    private func checkEnd(_ part: SegmentPart, _ end: Int) throws {
        let length = reader.part(part)?.content.count ?? 0
        guard end == length else { throw damaged(part, "lists end at \(end), the file at \(length)", at: min(end, length)) }
    }

    private func at<R>(_ part: SegmentPart, _ body: () throws(CorruptBytes) -> R) throws -> R {
        do throws(CorruptBytes) { return try body() } catch { throw damaged(part, error.reason, at: error.offset) }
    }

    private func damaged(_ part: SegmentPart, _ reason: String, at offset: Int = 0) -> DamagedFile {
        let corrupt = CorruptBytes(at: offset, reason)
        return reader.part(part)?.damage(corrupt) ?? DamagedFile(file: part.name, offset: offset, reason: reason)
    }
}

/// The lengths of all documents in one field, as their terms add them up.
struct FieldLengths {
    let field: Int
    private(set) var tokens: [UInt32]
    private(set) var tokenCount: UInt64 = 0
    private var reference: LengthReference?

    init(_ reader: SegmentReader, field: Int) {
        self.field = field
        tokens = [UInt32](repeating: 0, count: reader.documentCount)
    }

    /// The reference of a list of the field: mostly that of the list before.
    mutating func reference(code: UInt16) -> LengthReference? {
        if reference?.code != code { reference = LengthReference(code: code) }
        return reference
    }

    var documentCount: Int { tokens.reduce(0) { $1 == 0 ? $0 : $0 + 1 } }

    mutating func add(_ document: UInt32, _ frequency: UInt32) {
        tokens[Int(document)] &+= frequency
        tokenCount += UInt64(frequency)
    }
}
