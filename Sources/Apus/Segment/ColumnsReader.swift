/// Reads what `ColumnsWriter` wrote. Opening looks at the table of fields alone.
package final class ColumnsReader: Sendable {
    package let documentCount: Int
    /// The fields that have values, ascending.
    package let fields: [Int]
    private let part: PartReader
    private let tableOffset: Int

    package init(_ part: PartReader, documentCount: Int) throws(DamagedFile) {
        let table = try part.closingTable(stride: ColumnsWriter.entryBytes, documents: documentCount)
        (self.part, self.documentCount) = (part, documentCount)
        var fields: [Int] = []
        for index in 0..<table.entries.count / ColumnsWriter.entryBytes {
            let start = index * ColumnsWriter.entryBytes
            let field = Int(UInt32(littleEndian: table.entries.loadUnaligned(fromByteOffset: start, as: UInt32.self)))
            guard field > fields.last ?? -1 else { throw part.damage(at: table.offset, "field \(field) is out of order") }
            fields.append(field)
        }
        self.fields = fields
        tableOffset = table.offset
    }

    /// The values of a field, or nil where no document has one. O(log fields).
    package func column(ofField field: Int) throws(DamagedFile) -> ColumnReader? {
        let index = partition(0..<fields.count) { fields[$0] >= field }
        guard index < fields.count, fields[index] == field else { return nil }
        let start = tableOffset + index * ColumnsWriter.entryBytes
        let entry = UnsafeRawBufferPointer(rebasing: part.content[start..<start + ColumnsWriter.entryBytes])
        return try ColumnReader(entry, part: part, documentCount: documentCount, end: tableOffset)
    }

    /// Reads all values of all fields.
    package func validate() throws(DamagedFile) {
        for field in fields { try column(ofField: field)?.validate() }
    }
}
