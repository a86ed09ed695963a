extension DeletionChanges {
    /// Documents of one segment that are deleted by their ids, rising, each with the moment at which that was asked for.
    typealias Dead = [(document: UInt32, moment: Int)]

    /// The files that dead documents of a segment came from, as the terms that stand for them, each with the last moment at which one
    /// of its documents was deleted. Documents whose id is the name of their file count for nothing.
    /// O(files + dead documents · log documents) for each segment with documents that came from files.
    func sourceTerms(of dead: Dead, inSegment segment: Int) throws -> [(term: [UInt8], moment: Int)] {
        let reader = entries[segment].reader
        var terms: [(term: [UInt8], moment: Int)] = []
        do {
            var cursor = try TermDictionaryCursor(reader.dictionary, from: TermKey.bytes(field: ReservedField.source, term: []))
            while let entry = cursor.entry, cursor.field == ReservedField.source {
                if let moment = try Self.lastMoment(of: dead, entry, in: reader) {
                    terms.append((Array(cursor.key[TermDictionaryLayout.fieldBytes...]), moment))
                }
                try cursor.advance()
            }
        } catch let error as CorruptBytes {
            throw reader.part(.terms).map { $0.damage(error) as any Error } ?? error
        }
        return terms
    }

    private static func lastMoment(of dead: Dead, _ entry: TermEntry, in reader: SegmentReader) throws -> Int? {
        let arena = SearchArena()
        var cursor = TermCursor(try reader.list(entry), arena: arena)
        var last: Int?
        for (document, moment) in dead {
            cursor.seek(DocumentID(document))
            if cursor.document == .end { break }
            if cursor.document == DocumentID(document) { last = max(last ?? moment, moment) }
        }
        if let damage = arena.damage { throw reader.damage(damage) }
        return last
    }

    /// Whether a segment has documents of the file, deleted ones included, that have ids of their own.
    func mayHaveDocuments(ofSource source: String) throws(IndexError) -> Bool {
        let term = KeywordTerm.bytes(source)
        for entry in entries {
            if try entry.reader.entry(field: ReservedField.source, term: term) != nil { return true }
        }
        return false
    }
}
