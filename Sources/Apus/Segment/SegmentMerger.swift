/// Joins neighbouring segments into one: documents keep their order, deleted ones are left out.
///
/// Every list is read and written once, in memory that does not grow with the segments but for norms and ids. The result is the
/// same bytes that one segment of the living documents would have had from the start.
struct SegmentMerger {
    /// A segment and which of its documents live on, under which numbers.
    private struct Input {
        let reader: SegmentReader
        let documents: DocumentRenumbering
        var terms: TermDictionaryCursor
    }

    private let storage: any Storage
    private var inputs: [Input] = []
    /// For one cursor at a time.
    private let arena = SearchArena()
    private let documentCount: Int
    private let textFields: Set<Int>
    private let isCancelled: () -> Bool
    private let pairs: PairOptions
    private let memory: Int

    /// - Parameters:
    ///   - segments: neighbours in their order, each with what tells its deleted documents, if it has any.
    ///   - memory: bytes that indexing may take.
    init(
        _ segments: [(reader: SegmentReader, isDeleted: ((UInt32) -> Bool)?)], schema: Schema, storage: any Storage,
        pairs: PairOptions, memory: Int, isCancelled: @escaping () -> Bool
    ) throws(IndexError) {
        self.storage = storage
        self.isCancelled = isCancelled
        (self.pairs, self.memory) = (pairs, memory)
        textFields = Set(schema.fields.indices.filter { schema.fields[$0].type == .text })
        var next: UInt32 = 0
        do {
            for (reader, isDeleted) in segments {
                let documents = DocumentRenumbering(documentCount: reader.documentCount, first: next, isDeleted: isDeleted)
                next += UInt32(documents.liveCount)
                guard next <= Limits.segmentDocuments else { throw IndexError.tooLarge("a segment holds 2³⁰ documents at most") }
                inputs.append(Input(reader: reader, documents: documents, terms: try TermDictionaryCursor(reader.dictionary)))
            }
        } catch { throw IndexError(error) }
        documentCount = Int(next)
    }

    /// New number of a document of the n-th input, or nil when it was left out.
    func number(of document: UInt32, in input: Int) -> UInt32? { inputs[input].documents[document] }

    /// Writes the joined segment, or nil when nothing lives on. - Parameter number: of the temporary files.
    mutating func merge(number: Int) throws(IndexError) -> SegmentRecord? {
        guard documentCount > 0 else { return nil }
        let files: SegmentFiles
        do { files = try SegmentFiles(number: number, in: storage) } catch { throw .storage(error) }
        do {
            return try write(files)
        } catch {
            files.abandon()
            throw IndexError(error)
        }
    }

    private mutating func write(_ files: SegmentFiles) throws -> SegmentRecord {
        var norms = NormsWriter(files.norms, documentCount: documentCount)
        try norms.merge(inputs.map { MergeInput($0.reader.norms, $0.documents) })
        try norms.finish()
        var ids = DocumentIDsWriter(files.ids)
        try ids.merge(inputs.map { MergeInput($0.reader.ids, $0.documents) })
        try ids.finish()
        let store = DocumentStoreWriter(files.stored)
        try store.merge(inputs.map { MergeInput($0.reader.store, $0.documents) })
        try store.finish()
        var columns = ColumnsWriter(files.columns, documentCount: documentCount)
        try columns.merge(inputs.map { MergeInput($0.reader.columns, $0.documents) })
        try columns.finish()
        let statistics = try writeTerms(files)
        return try files.finish(
            identity: SegmentIdentity(ids: ids.identity, norms: norms.identity).value, documentCount: documentCount,
            fields: statistics)
    }

    // MARK: Terms

    private mutating func writeTerms(_ files: SegmentFiles) throws -> [FieldStatistics] {
        let lists = PostingListWriter(postings: files.postings, positions: files.positions)
        let dictionary = TermDictionaryWriter(files.terms)
        var tokens: [Int: UInt64] = [:]
        var norms = MergedNorms(inputs.map { ($0.reader, $0.documents) }, documentCount: documentCount)
        var terms = 0
        while let key = leastKey() {
            terms += 1
            if terms % 1024 == 0, isCancelled() { throw MergeCancelled() }
            let field = Int(key[0]) << 8 | Int(key[1])
            let fieldNorms = textFields.contains(field) ? try norms.of(field) : nil
            var documents = 0
            for index in inputs.indices where inputs[index].terms.entry != nil && inputs[index].terms.key == key {
                documents += try append(inputs[index], norms: fieldNorms, to: lists)
                try inputs[index].terms.advance()
            }
            guard documents > 0 else { continue }
            let entry = try lists.finish()
            try key.withUnsafeBufferPointerTyped { (key) throws(IndexError) in try dictionary.add(key, entry) }
            if textFields.contains(field) { tokens[field, default: 0] += entry.totalFrequency }
        }
        try dictionary.finish()
        try files.writePairs(
            dictionary.commonWords, documentCount: documentCount, norms: { try norms.of($0) }, options: pairs,
            memory: pairs.memory(of: memory), isCancelled: isCancelled)
        return try (0..<(tokens.keys.max() ?? -1) + 1).map { field in
            let documents = tokens[field] == nil ? 0 : try norms.of(field).reduce(0) { $1 == 0 ? $0 : $0 + 1 }
            return FieldStatistics(documentCount: documents, tokenCount: tokens[field] ?? 0)
        }
    }

    private func leastKey() -> [UInt8]? {
        var least: [UInt8]?
        for input in inputs where !input.terms.isAtEnd {
            if let current = least, !input.terms.key.lexicographicallyPrecedes(current) { continue }
            least = input.terms.key
        }
        return least
    }

    /// Copies the living documents of the input's current term; returns how many.
    private func append(_ input: Input, norms: [UInt8]?, to lists: PostingListWriter) throws -> Int {
        guard let entry = input.terms.entry else { return 0 }
        arena.reuse()
        var cursor = TermCursor(try input.reader.list(entry), arena: arena)
        var documents = 0
        while cursor.document != .end {
            if let number = input.documents[cursor.document.rawValue] {
                try lists.add(document: number, norm: norms?[Int(number)] ?? 1, frequency: cursor.frequency)
                for position in cursor.positions() { try lists.add(position: position) }
                documents += 1
            }
            cursor.advance()
        }
        if let damage = arena.damage { throw input.reader.damage(damage) }
        return documents
    }
}

/// A merge was asked to stop; nothing of it is kept.
struct MergeCancelled: Error {}
