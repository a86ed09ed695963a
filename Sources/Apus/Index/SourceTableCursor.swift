/// Goes through the entries of a source table from one block on, in order of their paths.
///
/// The order is checked on the way, so that a merge of damaged tables ends.
struct SourceTableCursor {
    private let table: SourceTable
    private var reader: ByteReader
    private var block: Int
    private var leftInBlock = 0
    private(set) var path: [UInt8] = []
    private(set) var entry = SourceTable.Entry(size: 0, modified: 0, hash: 0)
    private var isFirst = true

    init(_ table: SourceTable, atBlock block: Int) {
        self.table = table
        self.block = block
        // The table, which this cursor holds, keeps the bytes.
        reader = ByteReader(UnsafeRawBufferPointer(start: nil, count: 0))
    }

    /// Moves to the next entry; false when there is none, and again false after that.
    mutating func advance() throws(CorruptBytes) -> Bool {
        if leftInBlock == 0 {
            guard reader.isAtEnd else { throw damage("\(reader.remaining) bytes too many in a block") }
            guard block < table.blockCount else { return false }
            let range = try table.range(ofBlock: block)
            reader = ByteReader(UnsafeRawBufferPointer(rebasing: table.file.bytes[..<range.upperBound]))
            try reader.seek(to: range.lowerBound)
            leftInBlock = min(SourceTable.blockEntries, table.count - block * SourceTable.blockEntries)
            block += 1
            try read(isBlockStart: true)
        } else {
            try read(isBlockStart: false)
        }
        leftInBlock -= 1
        return true
    }

    func damage(_ reason: String) -> CorruptBytes { CorruptBytes(at: reader.offset, reason) }

    private mutating func read(isBlockStart: Bool) throws(CorruptBytes) {
        let shared = try reader.count(upTo: isBlockStart ? 0 : path.count)
        let rest = try reader.counted()
        // Both continue the shared bytes, so these decide the order; at a block's start they are the whole paths.
        let rises = path.withUnsafeBytes { UnsafeRawBufferPointer(rebasing: $0[shared...]).precedes(rest) }
        guard isFirst || rises else { throw damage("paths do not rise") }
        isFirst = false
        path.removeSubrange(shared...)
        path.append(contentsOf: rest)
        let size = try reader.varint()
        entry = SourceTable.Entry(size: size, modified: try reader.integer(), hash: try reader.integer())
    }
}
