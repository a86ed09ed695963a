/// Looks up what `NeighbourFilterWriter` wrote. Opening reads the fields' entries alone.
package final class NeighbourFilterReader: Sendable {
    struct Field: Sendable {
        let number: Int
        let rows: UInt32
        /// The least and the highest cost of a covered word.
        let costs: ClosedRange<UInt64>
        /// Two words that cost as much, multiplied, are not covered.
        let threshold: UInt64
        /// In the content.
        let start: Int

        var end: Int { start + Int(rows) * NeighbourFilterLayout.rowBytes }
    }

    let part: PartReader
    let fields: [Field]
    /// Where the entries begin, behind all filters.
    let fieldsStart: Int

    package init(_ part: PartReader, documentCount: Int) throws(DamagedFile) {
        let closing = try part.closingTable(stride: NeighbourFilterLayout.entryBytes, documents: documentCount)
        var reader = ByteReader(closing.entries)
        var fields: [Field] = []
        do throws(CorruptBytes) {
            while !reader.isAtEnd {
                let field = try Self.field(&reader, before: closing.offset)
                guard field.number > fields.last?.number ?? -1 else {
                    throw CorruptBytes(at: reader.offset, "the entry of field \(field.number) is out of order")
                }
                fields.append(field)
            }
        } catch { throw part.damage(at: closing.offset + error.offset, error.reason) }
        (self.part, self.fields, fieldsStart) = (part, fields, closing.offset)
    }

    private static func field(_ reader: inout ByteReader, before end: Int) throws(CorruptBytes) -> Field {
        let start = reader.offset
        let number = Int(try reader.integer(UInt32.self))
        let rows: UInt32 = try reader.integer()
        let (least, most): (UInt32, UInt32) = (try reader.integer(), try reader.integer())
        let (threshold, filter): (UInt64, UInt64) = (try reader.integer(), try reader.integer())
        guard number < Limits.fields, rows > 0, least <= most, let place = Int(exactly: filter), place <= end,
            Int(rows) <= (end - place) / NeighbourFilterLayout.rowBytes
        else { throw CorruptBytes(at: start, "the entry of field \(number) does not fit") }
        return Field(number: number, rows: rows, costs: UInt64(least)...UInt64(most), threshold: threshold, start: place)
    }

    /// What is known of two words of a field that follow each other, named by their entries; nil where they are not covered. It
    /// borrows from the reader.
    package func row(_ first: TermEntry, _ second: TermEntry, field number: Int) -> NeighbourRow? {
        guard let field = fields.first(where: { $0.number == number }), field.covers(first, second),
            let one = UInt64(exactly: first.postingsOffset), let other = UInt64(exactly: second.postingsOffset),
            let base = part.content.baseAddress
        else { return nil }
        let hash = NeighbourFilterLayout.pairHash(one, other)
        // The row's number is below that of rows, and all of them were seen to be within the content.
        let row = NeighbourFilterLayout.row(hash, of: field.rows)
        return NeighbourRow(base + field.start + row * NeighbourFilterLayout.rowBytes, hash: hash)
    }
}

extension NeighbourFilterReader.Field {
    func covers(_ first: TermEntry, _ second: TermEntry) -> Bool {
        // Costs are below 2³².
        let (one, other) = (first.phraseCost, second.phraseCost)
        return first.documentFrequency > 1 && second.documentFrequency > 1 && costs.contains(one) && costs.contains(other)
            && one * other < threshold
    }
}
