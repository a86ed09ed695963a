/// Writes a table's terms and their streams as dictionary and lists.
struct TermTableFlush {
    let table: TermTable
    /// The norms of a field by document; nil for fields without.
    let norms: (Int) -> [UInt8]?
    /// Whether the field's terms keep positions.
    let keepsPositions: (Int) -> Bool

    /// Records that are read ahead: sorted, they lie anywhere in memory, which is waited for once for all of them.
    private static let batch = 32

    func write(dictionary: TermDictionaryWriter, lists: PostingListWriter) throws(IndexError) {
        let run = PostingRun()
        let offsets = TermSorting.sorted(table)
        var records: [TermTable.Record] = []
        var field = -1
        var fieldNorms: [UInt8] = []
        var hasPositions = false
        for (place, offset) in offsets.enumerated() {
            if place % Self.batch == 0 {
                records.removeAll(keepingCapacity: true)
                for ahead in offsets[place..<min(place + Self.batch, offsets.count)] { records.append(table.record(at: ahead)) }
            }
            let key = table.key(ofRecordAt: offset)
            if TermKey.field(key) != field {
                field = TermKey.field(key)
                fieldNorms = norms(field) ?? []
                lists.reference = LengthReference(norms: fieldNorms)
                hasPositions = keepsPositions(field)
            }
            var stream = TermStreamReader(table, records[place % Self.batch], at: offset)
            while stream.read(into: run) { try lists.add(run, norms: fieldNorms, hasPositions: hasPositions) }
            try dictionary.add(key, try lists.finish())
        }
    }
}
