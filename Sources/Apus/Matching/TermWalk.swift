/// Gathers the documents of all terms between two keys of one field, term by term.
struct TermWalk {
    /// What reading a term takes, counted in values of a column that are looked at.
    private static let termCost = 200
    private static let documentCost = 2

    private let segment: SegmentReader
    private let first: [UInt8]
    private let end: [UInt8]?
    private let arenas: SearchArenaPool
    private let deadline: Deadline

    /// - Parameters:
    ///   - first: a key (`TermKey`); its field is the walk's.
    ///   - end: the first key that does not count; nil where the field ends the walk.
    init(_ segment: SegmentReader, from first: [UInt8], to end: [UInt8]?, arenas: SearchArenaPool, deadline: Deadline) {
        (self.segment, self.arenas, self.deadline) = (segment, arenas, deadline)
        (self.first, self.end) = (segment.own(key: first), end.map { segment.own(key: $0) })
    }

    /// The documents; nil where that would cost more than looking at so many values.
    func documents(costingAtMost limit: Int = .max) throws(IndexError) -> SegmentBitmap? {
        guard let entries = try entries(costingAtMost: limit) else { return nil }
        var found = SegmentBitmap(documentCount: segment.documentCount)
        let arena = arenas.take()
        defer { arenas.giveBack(arena) }
        for entry in entries { try found.formUnion(entry, of: segment, arena: arena, deadline: deadline) }
        return found
    }

    /// How many documents the terms have, added up; nil where that would cost more than counting so many values.
    func frequencies(costingAtMost limit: Int) throws(IndexError) -> Int? {
        var sum = 0
        return try visit(costingAtMost: limit, documentCost: 0) { sum += Int($0.documentFrequency) } ? sum : nil
    }

    private func entries(costingAtMost limit: Int) throws(IndexError) -> [TermEntry]? {
        var entries: [TermEntry] = []
        return try visit(costingAtMost: limit, documentCost: Self.documentCost) { entries.append($0) } ? entries : nil
    }

    /// Calls with the entries in their order, and returns whether all cost no more than allowed.
    private func visit(costingAtMost limit: Int, documentCost: Int, _ body: (TermEntry) -> Void) throws(IndexError) -> Bool {
        var cost = 0
        do throws(CorruptBytes) {
            if try Self.termCost * leastTermCount() > limit { return false }
            var cursor = try TermDictionaryCursor(segment.dictionary, from: first)
            while let entry = cursor.entry, isWithin(cursor.key), !deadline.passes() {
                cost += Self.termCost + documentCost * Int(entry.documentFrequency)
                guard cost <= limit else { return false }
                body(entry)
                try cursor.advance()
            }
        } catch { throw .damaged(segment.termsDamage(error)) }
        return true
    }

    /// As many terms are in the range at least: those of whole blocks. O(log blocks).
    private func leastTermCount() throws(CorruptBytes) -> Int {
        guard let end else { return 0 }
        let keys = segment.dictionary.firstKeys
        func block(_ key: [UInt8]) throws(CorruptBytes) -> Int {
            try key.withUnsafeBufferPointer { (key) throws(CorruptBytes) in try keys.block(for: key) } ?? 0
        }
        return max(0, try block(end) - block(first) - 1) * TermDictionaryLayout.blockTerms
    }

    private func isWithin(_ key: [UInt8]) -> Bool {
        guard key.prefix(TermDictionaryLayout.fieldBytes).elementsEqual(first.prefix(TermDictionaryLayout.fieldBytes)) else {
            return false
        }
        return end.map { key.lexicographicallyPrecedes($0) } ?? true
    }
}

/// Documents with a term in a range, in a text field.
struct TermRangeSet: DocumentSet {
    let field: Int
    /// The least bytes that count.
    let start: [UInt8]
    /// The least bytes behind them that do not; nil is unbounded.
    let end: [UInt8]?

    /// - Parameters: terms, or nil where that end is open. The bytes next to a term are the term with a zero behind it.
    init(field: Int, lower: [UInt8]?, upper: [UInt8]?, includesLower: Bool, includesUpper: Bool) {
        self.field = field
        start = lower.map { includesLower ? $0 : $0 + [0] } ?? []
        end = upper.map { includesUpper ? $0 + [0] : $0 }
    }

    func documents(inSegment index: Int, of snapshot: Snapshot, deadline: Deadline) throws(IndexError) -> SegmentBitmap {
        let segment = snapshot.segments[index].reader
        let walk = TermWalk(
            segment, from: TermKey.bytes(field: field, term: start), to: end.map { TermKey.bytes(field: field, term: $0) },
            arenas: snapshot.arenas, deadline: deadline)
        return try walk.documents() ?? SegmentBitmap(documentCount: segment.documentCount)
    }
}
