/// Writes a table's terms and their streams as dictionary and lists.
struct TermTableFlush {
    let table: TermTable
    /// The norms of a field by document; nil for fields without.
    let norms: (Int) -> [UInt8]?
    /// Whether the field's terms keep positions.
    let keepsPositions: (Int) -> Bool

    func write(dictionary: TermDictionaryWriter, lists: PostingListWriter) throws(IndexError) {
        var field = -1
        var fieldNorms: [UInt8] = []
        var hasPositions = false
        var positions: [UInt32] = []
        for offset in TermSorting.sorted(table) {
            let record = table.record(at: offset)
            let key = table.key(of: record)
            if TermKey.field(key) != field {
                field = TermKey.field(key)
                fieldNorms = norms(field) ?? []
                hasPositions = keepsPositions(field)
            }
            try write(record, fieldNorms, hasPositions: hasPositions, &positions, to: lists)
            try dictionary.add(key, try lists.finish())
        }
    }

    private func write(
        _ record: TermTable.Record, _ norms: [UInt8], hasPositions: Bool, _ positions: inout [UInt32], to lists: PostingListWriter
    ) throws(IndexError) {
        var stream = TermTable.StreamReader(table, record)
        var head = stream.take()
        var document = UInt32.max
        var isMore = true
        while isMore {
            document = document &+ 1 &+ stream.take()
            positions.removeAll(keepingCapacity: true)
            var position = head >> 1
            positions.append(position)
            isMore = false
            while !stream.isAtEnd {
                head = stream.take()
                isMore = head & 1 == 1
                if isMore { break }
                position = position &+ 1 &+ head >> 1
                positions.append(position)
            }
            let norm = norms.isEmpty ? 1 : norms[Int(document)]
            try lists.add(document: document, norm: norm, frequency: UInt32(positions.count))
            if hasPositions { for position in positions { try lists.add(position: position) } }
        }
    }
}
