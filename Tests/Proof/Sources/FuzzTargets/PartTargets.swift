@testable import Apus

extension FuzzTarget {
    /// A target for one part of a segment: two bytes of its number of documents, then the file's content.
    private static func part(
        _ name: String, _ summary: String, _ part: SegmentPart, mostDocuments: Int = 2000,
        read: @escaping @Sendable (PartReader, _ documentCount: Int) throws -> Void
    ) -> FuzzTarget {
        FuzzTarget(name, summary) {
            SampleIndex.seeds(of: part)
        } run: { bytes in
            var input = FuzzInput(bytes)
            let documentCount = input.figure(upTo: mostDocuments)
            let reader = try FuzzPart.reader(part, input.takeRest())
            try withExtendedLifetime(reader) { try expectDamageAtMost { try read(reader, documentCount) } }
        }
    }

    /// Every third document dies in merges.
    private static func renumbering(_ documentCount: Int) -> DocumentRenumbering {
        DocumentRenumbering(documentCount: documentCount, first: 0) { $0 % 3 == 2 }
    }

    static let norms = part("norms", "document lengths, read, merged and checked", .norms) { part, documentCount in
        let reader = try NormsReader(part, documentCount: documentCount)
        for field in 0..<8 {
            guard let table = try? reader.norms(ofField: field) else { continue }
            for document in 0..<UInt32(documentCount) { _ = table[document] }
        }
        try expectDamageAtMost {
            var writer = NormsWriter(try FuzzPart.discarding(.norms), documentCount: renumbering(documentCount).liveCount)
            try writer.merge([MergeInput(reader, renumbering(documentCount))])
            try writer.finish()
        }
        try reader.validate()
    }

    static let ids = part("ids", "ids and their order, looked up, merged and checked", .ids) { part, documentCount in
        let reader = try DocumentIDsReader(part, documentCount: documentCount)
        let other = SampleIndex.segments[1].ids
        try expectDamageAtMost { for document in 0..<UInt32(documentCount) { _ = try reader.id(of: document) } }
        for id in ["", "d3", "d19", "zebra"] { try expectDamageAtMost { _ = try reader.documents(withID: id.utf8) } }
        try expectDamageAtMost { _ = try reader.duplicates(in: other) }
        try expectDamageAtMost { _ = try other.duplicates(in: reader) }
        try expectDamageAtMost {
            var writer = DocumentIDsWriter(try FuzzPart.discarding(.ids))
            try writer.merge([MergeInput(reader, renumbering(documentCount))])
            try writer.finish()
        }
        try reader.validate()
    }

    static let columns = part("columns", "typed values, looked up, merged and checked", .columns) { part, documentCount in
        let reader = try ColumnsReader(part, documentCount: documentCount)
        for field in reader.fields {
            try expectDamageAtMost {
                guard let column = try reader.column(ofField: field) else { return }
                for document in [0, 1, UInt32(documentCount), .max] {
                    for place in column.places(of: document) {
                        let value = try column.value(at: place)
                        if column.wordCount > 0 { try touch(column.word(Int(value))) }
                        _ = try column.document(at: place)
                    }
                }
                _ = try column.wordNumber(notBelow: Array("grain".utf8))
            }
        }
        try expectDamageAtMost {
            var writer = ColumnsWriter(
                try FuzzPart.discarding(.columns), documentCount: renumbering(documentCount).liveCount)
            try writer.merge([MergeInput(reader, renumbering(documentCount))])
            try writer.finish()
        }
        try reader.validate()
    }

    static let stored = part("stored", "stored documents, read, merged and checked", .stored) { part, documentCount in
        let reader = try DocumentStoreReader(part, documentCount: documentCount)
        for document in 0..<UInt32(min(documentCount, 40)) { try expectDamageAtMost { _ = try reader.document(document) } }
        try expectDamageAtMost {
            let writer = DocumentStoreWriter(try FuzzPart.discarding(.stored))
            try writer.merge([MergeInput(reader, renumbering(documentCount))])
            try writer.finish()
        }
        // The block's checksum mostly keeps changed bytes from this decoder, so it gets some of its own.
        try expectDamageAtMost { _ = try StoredRecord(decoding: part.content) }
        try reader.validate()
    }

    static let pairs = part("pairs", "lists of neighbouring words, looked up and walked", .pairs) { part, documentCount in
        let reader = try PairsReader(part, documentCount: documentCount)
        for field in reader.fields {
            for rank in 0..<min(field.wordCount, 6) {
                try expectDamageAtMost {
                    let row = try reader.row(of: rank, in: field)
                    for place in row.prefix(6) {
                        let list = try reader.list(place, in: field, row: row, first: rank)
                        try ListWalk(list: list, documentCount: documentCount, moves: [3, 40]).all()
                    }
                }
            }
            try lookUpWords(reader, field)
        }
    }

    /// Entries of the table's own words: what a phrase asks with.
    private static func lookUpWords(_ reader: PairsReader, _ field: PairsReader.Field) throws {
        for place in 0..<min(field.wordCount, 4) {
            let word = reader.word(at: place, in: field)
            guard let offset = Int(exactly: word.offset) else { continue }
            let entry = TermEntry(
                documentFrequency: 200, totalFrequency: 1 << 20, onlyDocument: .end, postingsOffset: offset, postingsLength: 400,
                positionsOffset: 0, positionsLength: 1 << 20)
            try expectDamageAtMost { _ = try reader.pair(entry, entry, field: field.number) }
        }
    }

    static let neighbours = part("neighbours", "filters of neighbouring words, asked", .neighbours) { part, documentCount in
        let reader = try NeighbourFilterReader(part, documentCount: documentCount)
        for field in reader.fields {
            for cost in [field.costs.lowerBound, field.costs.upperBound] {
                let entry = TermEntry(
                    documentFrequency: 2, totalFrequency: cost, onlyDocument: .end, postingsOffset: Int(cost % 1000),
                    postingsLength: 10, positionsOffset: 0, positionsLength: 10)
                guard let row = reader.row(entry, entry, field: field.number) else { continue }
                let held = [0, UInt32(documentCount), .max].count { row.mayHold($0) }
                try promise(held <= 3, "\(held) of 3 documents hold a pair")
            }
        }
    }
}
