/// Writes a table's terms and their streams as dictionary and lists.
struct TermTableFlush {
    let table: TermTable
    /// The norms of a field by document; nil for fields without.
    let norms: (Int) -> [UInt8]?
    /// Whether the field's terms keep positions.
    let keepsPositions: (Int) -> Bool

    func write(dictionary: TermDictionaryWriter, lists: PostingListWriter) throws(IndexError) {
        let run = PostingRun()
        var field = -1
        var fieldNorms: [UInt8] = []
        var hasPositions = false
        for offset in TermSorting.sorted(table) {
            let key = table.key(ofRecordAt: offset)
            if TermKey.field(key) != field {
                field = TermKey.field(key)
                fieldNorms = norms(field) ?? []
                hasPositions = keepsPositions(field)
            }
            var stream = TermStreamReader(table, recordAt: offset)
            while stream.read(into: run) { try lists.add(run, norms: fieldNorms, hasPositions: hasPositions) }
            try dictionary.add(key, try lists.finish())
        }
    }
}
