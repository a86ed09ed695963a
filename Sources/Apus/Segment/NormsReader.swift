/// Reads what `NormsWriter` wrote. Opening looks at the table of fields alone.
package final class NormsReader: Sendable {
    private struct Entry {
        var count: Int
        var offset: UInt64
    }

    package let documentCount: Int
    /// The fields in which some document has a token, ascending.
    package let fields: [Int]
    /// In the order of the fields.
    private let entries: [Entry]
    private let tableOffset: Int
    private let part: PartReader
    private let expanded = Locked<[Int: ExpandedNorms]>([:])

    package init(_ part: PartReader, documentCount: Int) throws(DamagedFile) {
        let table = try part.closingTable(stride: NormsWriter.entryBytes, documents: documentCount)
        var reader = ByteReader(table.entries)
        var (fields, entries): ([Int], [Entry]) = ([], [])
        do throws(CorruptBytes) {
            while !reader.isAtEnd {
                let field = Int(try reader.integer(UInt32.self))
                guard field < Limits.fields, field > fields.last ?? -1 else {
                    throw CorruptBytes(at: reader.offset, "field \(field) is out of order")
                }
                fields.append(field)
                entries.append(Entry(count: Int(try reader.integer(UInt32.self)), offset: try reader.integer()))
            }
        } catch {
            throw part.damage(at: table.offset + error.offset, error.reason)
        }
        (self.part, self.documentCount, self.fields, self.entries, tableOffset) = (
            part, documentCount, fields, entries, table.offset
        )
        for field in fields { try checkRun(ofField: field) }
    }

    private func entry(ofField field: Int) -> Entry? {
        let place = partition(fields.indices) { fields[$0] >= field }
        return place < fields.count && fields[place] == field ? entries[place] : nil
    }

    /// Documents with a token in the field.
    package func count(ofField field: Int) -> Int { entry(ofField: field)?.count ?? 0 }

    /// The norms of all documents in one field, or nil when none of them has a token there. A sparse field is spread out once, in
    /// O(count), and kept.
    package func norms(ofField field: Int) throws(DamagedFile) -> NormTable? {
        guard let entry = entry(ofField: field) else { return nil }
        guard NormsWriter.isSparse(entry.count, of: documentCount) else {
            let run = try denseRun(entry)
            // At least one document, because `count` is at least 1.
            let base = run.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
            return NormTable(bytes: base, documentCount: documentCount, owner: self)
        }
        let outcome = expanded.withLock { tables in Result { () throws(DamagedFile) in try expand(field, in: &tables) } }
        return NormTable(bytes: try outcome.get().bytes, documentCount: documentCount, owner: self)
    }

    /// Calls with each document that has a token in the field and its norm, in order.
    package func forEach(ofField field: Int, _ body: (UInt32, UInt8) throws -> Void) throws {
        guard let entry = entry(ofField: field) else { return }
        guard NormsWriter.isSparse(entry.count, of: documentCount) else {
            for (document, norm) in try denseRun(entry).enumerated() where norm != 0 { try body(UInt32(document), norm) }
            return
        }
        let (documents, norms) = try sparseRun(entry)
        var next: UInt32 = 0
        for index in 0..<documents.count {
            let document = documents[index]
            guard document >= next, document < documentCount else {
                throw part.damage(at: Int(entry.offset) + 4 * index, "document \(document) is out of order")
            }
            next = document + 1
            try body(document, norms[index])
        }
    }

    /// Reads all and checks that each field has as many norms as its entry says.
    package func validate() throws {
        for field in fields {
            var count = 0
            try forEach(ofField: field) { _, norm in count += norm == 0 ? 0 : 1 }
            guard count == self.count(ofField: field) else {
                throw part.damage(
                    at: tableOffset, "field \(field) has \(count) norms, its entry says \(self.count(ofField: field))")
            }
        }
    }

    private func expand(_ field: Int, in tables: inout [Int: ExpandedNorms]) throws(DamagedFile) -> ExpandedNorms {
        if let table = tables[field] { return table }
        guard let table = ExpandedNorms(count: documentCount) else {
            throw part.damage(at: tableOffset, "no memory for \(documentCount) norms")
        }
        do { try forEach(ofField: field) { document, norm in table.bytes[Int(document)] = norm } } catch {
            throw error as! DamagedFile
        }
        tables[field] = table
        return table
    }

    private func checkRun(ofField field: Int) throws(DamagedFile) {
        guard let entry = entry(ofField: field), entry.count > 0, entry.count <= documentCount else {
            throw part.damage(at: tableOffset, "field \(field) has \(count(ofField: field)) of \(documentCount) documents")
        }
        _ = NormsWriter.isSparse(entry.count, of: documentCount) ? try sparseRun(entry).norms : try denseRun(entry)
    }

    private func denseRun(_ entry: Entry) throws(DamagedFile) -> UnsafeRawBufferPointer {
        try part.section(at: entry.offset, count: UInt64(documentCount), stride: 1, before: tableOffset)
    }

    private func sparseRun(_ entry: Entry) throws(DamagedFile) -> (
        documents: PackedIntegers<UInt32>, norms: UnsafeRawBufferPointer
    ) {
        let run = try part.section(at: entry.offset, count: UInt64(entry.count), stride: 5, before: tableOffset)
        let documents = UnsafeRawBufferPointer(rebasing: run[..<(4 * entry.count)])
        return (PackedIntegers(documents), UnsafeRawBufferPointer(rebasing: run[(4 * entry.count)...]))
    }
}
