/// The files that the documents of a segment came from, where that is not their id: as far as the segment's lists still tell.
struct DocumentSources {
    private var names: [UInt32: String] = [:]

    /// Reads the lists of sources; terms and postings do for that, and without them nothing is known. O(documents).
    /// - Parameter part: opens a file of the segment, or nil where it is damaged.
    init(
        of assessment: SegmentAssessment, _ part: (SegmentPart) throws(IndexError) -> PartReader?
    ) throws(IndexError) {
        guard assessment.broken.isDisjoint(with: [.terms, .postings]), let terms = try part(.terms),
            let postings = try part(.postings)
        else { return }
        // What is read up to some damage is right.
        try? read(terms, postings, documentCount: assessment.record.documentCount)
    }

    subscript(document: UInt32) -> String? { names[document] }

    private mutating func read(_ terms: PartReader, _ postings: PartReader, documentCount: UInt32) throws {
        let dictionary = try TermDictionaryReader(terms)
        var walk = try TermDictionaryCursor(dictionary, from: TermKey.bytes(field: ReservedField.source, term: []))
        while var entry = walk.entry, walk.field == ReservedField.source {
            // There are none, but where they would be the dictionary tells.
            (entry.positionsOffset, entry.positionsLength) = (0, 0)
            let bytes = Array(walk.key.dropFirst(TermDictionaryLayout.fieldBytes))
            // The end of a longer one is a hash.
            if bytes.count < Limits.termBytes, let name = String(validating: bytes, as: UTF8.self) {
                let none = UnsafeRawBufferPointer(start: nil, count: 0)
                let list = try PostingList(entry, postings: postings.content, positions: none, documentLimit: documentCount)
                for document in try Self.documents(of: list) { names[document] = name }
            }
            try walk.advance()
        }
    }

    private static func documents(of list: PostingList) throws(CorruptBytes) -> [UInt32] {
        let arena = SearchArena()
        var cursor = TermCursor(list, arena: arena)
        var documents: [UInt32] = []
        while cursor.document != .end {
            documents.append(cursor.document.rawValue)
            cursor.advance()
        }
        if let damage = arena.damage { throw CorruptBytes(at: 0, damage.reason) }
        return documents
    }
}
