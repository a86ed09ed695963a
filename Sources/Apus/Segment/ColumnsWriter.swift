/// Writes the typed values of a segment, field by field.
///
///     content = column* entry* entries:u32 documents:u32
///     entry   = field:u32 width:u8 dense:u8 twos:u8 fives:u8 count:u64 least:u64 words:u64 wordBytes:u64 offset:u64
///                                                                            48 bytes; ascending fields that have values
///     column  = [ document:u32 × count ] value:(width) × count [ wordEnd × words words ]
///
/// A value is what `ColumnValue` makes of it, or the number of a keyword in the column's words, which are sorted bytewise. Values
/// stand in the order of their documents, those of one document ascending and each once. Of a value, `(value − least) / unit` is
/// kept in 0, 1, 2, 4 or 8 bytes, where `unit` is 2^twos · 5^fives: all values differ by multiples of it. Where every document has exactly one value,
/// `dense` is 1 and the documents are left out. A word's end is u32, or u64 when the words have 4 GiB or more.
package struct ColumnsWriter {
    package static let entryBytes = 48

    private let file: PartWriter
    private let documentCount: Int
    private var entries = ByteWriter()
    private var entryCount: UInt32 = 0

    package init(_ file: PartWriter, documentCount: Int) {
        self.file = file
        self.documentCount = documentCount
    }

    /// The values of a field. Documents do not fall; a document's values come in any order and may repeat.
    /// - Parameter words: sorted and each once; empty but for keywords, whose values are places in it.
    package mutating func append(field: Int, documents: [UInt32], values: [UInt64], words: [[UInt8]] = []) throws {
        precondition(documents.count == values.count, "there is one document a value")
        try write(field: field, words: words) { body in
            var start = 0
            while start < documents.count {
                let end = documents[start...].firstIndex { $0 != documents[start] } ?? documents.count
                try Self.forEachOnce(values[start..<end]) { try body(documents[start], $0) }
                start = end
            }
        }
    }

    /// Writes the table of fields.
    package func finish() throws(StorageError) {
        try file.append(entries.bytes)
        try file.integer(entryCount)
        try file.integer(UInt32(documentCount))
    }

    /// Writes a column whose values, in their order, `forEachValue` goes through as often as it is called.
    mutating func write<Word: Collection<UInt8>>(
        field: Int, words: [Word], forEachValue: ((UInt32, UInt64) throws -> Void) throws -> Void
    ) throws {
        var frame = ColumnFrame()
        try forEachValue { frame.add($1, of: $0) }
        guard frame.count > 0 else { return }
        let wordBytes = words.reduce(0) { $0 + UInt64($1.count) }
        append(frame, field: field, words: UInt64(words.count), wordBytes: wordBytes)
        if !frame.isDense(of: documentCount) { try forEachValue { document, _ in try file.integer(document) } }
        let (unit, width) = (frame.unit, frame.width)
        try forEachValue { _, value in try append(frame.packed(value, unit), width: width) }
        let isNarrow = ByteRuns.endBytes(wordBytes) == 4
        var end: UInt64 = 0
        for word in words {
            end += UInt64(word.count)
            try isNarrow ? file.integer(UInt32(end)) : file.integer(end)
        }
        for word in words { try file.append(Array(word)) }
    }

    private mutating func append(_ frame: ColumnFrame, field: Int, words: UInt64, wordBytes: UInt64) {
        entries.integer(UInt32(field))
        entries.byte(UInt8(frame.width))
        entries.byte(frame.isDense(of: documentCount) ? 1 : 0)
        entries.byte(frame.unit.twos)
        entries.byte(frame.unit.fives)
        for number in [frame.count, frame.least, words, wordBytes, file.contentOffset] { entries.integer(number) }
        entryCount += 1
    }

    private func append(_ value: UInt64, width: Int) throws(StorageError) {
        switch width {
        case 0: return
        case 1: try file.integer(UInt8(value))
        case 2: try file.integer(UInt16(value))
        case 4: try file.integer(UInt32(value))
        default: try file.integer(value)
        }
    }

    private static func forEachOnce(_ values: ArraySlice<UInt64>, _ body: (UInt64) throws -> Void) throws {
        guard values.count > 1 else { return try values.forEach(body) }
        var last: UInt64?
        for value in values.sorted() where value != last {
            try body(value)
            last = value
        }
    }
}
