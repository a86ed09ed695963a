/// Joins neighbouring segments into one: documents keep their order unless it is told to `reorder` them, deleted ones are left out.
///
/// Every list is read and written once, in memory that does not grow with the segments but for norms and ids. The result is the
/// same bytes that one segment of the living documents would have had from the start.
struct SegmentMerger {
    /// A segment and which of its documents live on, under which numbers.
    struct Input {
        let reader: SegmentReader
        var documents: DocumentRenumbering
        var terms: TermDictionaryCursor
        /// Of the current key.
        var head: TermKeyHead
        /// Of the field whose terms are being joined, in the segment itself.
        var norms: UnsafePointer<UInt8>?

        init(_ reader: SegmentReader, _ documents: DocumentRenumbering) throws(DamagedFile) {
            (self.reader, self.documents) = (reader, documents)
            do throws(CorruptBytes) { terms = try TermDictionaryCursor(reader.dictionary) } catch {
                throw reader.termsDamage(error)
            }
            head = TermKeyHead(terms.key)
        }

        mutating func advance() throws(DamagedFile) {
            do throws(CorruptBytes) { try terms.advance() } catch { throw reader.termsDamage(error) }
            head = TermKeyHead(terms.key)
        }
    }

    let storage: any Storage
    var inputs: [Input] = []
    /// The new order, where it is not that of the inputs.
    var order: MergeOrder?
    /// Bytes that pairs, and bringing things into a new order, may take.
    var memory: Int
    /// For one cursor at a time.
    private let arena = SearchArena()
    private let run = PostingRun()
    let documentCount: Int
    private let textFields: Set<Int>
    let isCancelled: @Sendable () -> Bool
    private let pairs: PairOptions

    /// - Parameters:
    ///   - segments: neighbours in their order, each with what tells its deleted documents, if it has any.
    ///   - memory: bytes that indexing may take.
    init(
        _ segments: [(reader: SegmentReader, isDeleted: ((UInt32) -> Bool)?)], schema: Schema, storage: any Storage,
        pairs: PairOptions, memory: Int, isCancelled: @escaping @Sendable () -> Bool
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
                inputs.append(try Input(reader, documents))
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
        try ids.merge(inputs.map { MergeInput($0.reader.ids, $0.documents) }, inOrder: order)
        try ids.finish()
        let store = DocumentStoreWriter(files.stored)
        let stored = inputs.map { MergeInput($0.reader.store, $0.documents) }
        try order == nil ? store.merge(stored) : store.merge(stored, through: recordRuns(files))
        try store.finish()
        var columns = ColumnsWriter(files.columns, documentCount: documentCount)
        let values = inputs.map { MergeInput($0.reader.columns, $0.documents) }
        if let order { try columns.merge(values, inOrder: order) } else { try columns.merge(values) }
        try columns.finish()
        let (statistics, positionTraits) = try writeTerms(files)
        let haveBoundaries = inputs.allSatisfy { $0.reader.record.traits.contains(.boundaries) }
        return try files.finish(
            identity: SegmentIdentity(ids: ids.identity, norms: norms.identity).value, documentCount: documentCount,
            fields: statistics, traits: positionTraits.union(haveBoundaries ? .boundaries : []))
    }

    // MARK: Terms

    private mutating func writeTerms(_ files: SegmentFiles) throws -> ([FieldStatistics], SegmentRecord.Traits) {
        let lists = PostingListWriter(postings: files.postings, positions: files.positions)
        let dictionary = TermDictionaryWriter(files.terms)
        var tokens: [Int: UInt64] = [:]
        var norms = MergedNorms(inputs.map { ($0.reader, $0.documents) }, documentCount: documentCount)
        var fieldNorms: [UInt8] = []
        var (field, isText) = (-1, false)
        var reordered = order.map { _ in ReorderedList(documentCount: documentCount, memory: memory / 4) }
        var terms = 0
        var least: [Int] = []
        while findLeast(&least) {
            terms += 1
            if terms % 1024 == 0, isCancelled() { throw MergeCancelled() }
            if inputs[least[0]].terms.field != field {
                field = inputs[least[0]].terms.field
                isText = textFields.contains(HiddenField.owner(of: field))
                fieldNorms = isText ? try norms.of(HiddenField.owner(of: field)) : []
                lists.reference = LengthReference(norms: fieldNorms)
                for index in inputs.indices { inputs[index].norms = try inputs[index].reader.norms(field: field) }
            }
            var documents = 0
            for index in least {
                guard let entry = inputs[index].terms.entry else { continue }
                if reordered != nil {
                    reordered?.add(inputs[index], entry)
                } else {
                    documents += try copy(entry, of: inputs[index], norms: fieldNorms, isText: isText, to: lists)
                }
            }
            documents += try reordered?.write(norms: isText ? fieldNorms : nil, to: lists) ?? 0
            if documents > 0 {
                let entry = try lists.finish()
                try inputs[least[0]].terms.key.withUnsafeBufferPointer { (key) throws(IndexError) in
                    try dictionary.add(key, entry)
                }
                if isText, !HiddenField.holds(field) { tokens[field, default: 0] += entry.totalFrequency }
            }
            for index in least { try inputs[index].advance() }
        }
        try dictionary.finish()
        try files.writeNeighbours(
            of: dictionary.phraseWords, documentCount: documentCount, norms: { try norms.of($0) }, options: pairs,
            memory: pairs.memory(of: memory), isCancelled: isCancelled)
        let statistics = try (0..<(tokens.keys.max() ?? -1) + 1).map { field in
            let documents = tokens[field] == nil ? 0 : try norms.of(field).reduce(0) { $1 == 0 ? $0 : $0 + 1 }
            return FieldStatistics(documentCount: documents, tokenCount: tokens[field] ?? 0)
        }
        return (statistics, lists.traits)
    }

    /// The inputs whose current term is the first of all, in their order; false when all are at their end.
    private func findLeast(_ least: inout [Int]) -> Bool {
        least.removeAll(keepingCapacity: true)
        for index in inputs.indices where !inputs[index].terms.isAtEnd {
            let order = least.isEmpty ? 0 : order(index, least[0])
            if order < 0 { least.removeAll(keepingCapacity: true) }
            if order <= 0 { least.append(index) }
        }
        return !least.isEmpty
    }

    /// The order of the current keys of two inputs.
    private func order(_ one: Int, _ other: Int) -> Int {
        if let order = inputs[one].head.order(to: inputs[other].head) { return order }
        return inputs[one].terms.key.withUnsafeBytes { key in inputs[other].terms.key.withUnsafeBytes { bytewiseOrder(key, $0) } }
    }

    /// The list of a term, which has positions where the field is text and nowhere else.
    static func list(
        _ entry: TermEntry, of reader: SegmentReader, norms: UnsafePointer<UInt8>?, isText: Bool
    ) throws -> PostingList {
        let list = try reader.list(entry, norms: norms)
        guard list.hasPositions == isText else {
            throw reader.damage(
                SearchArena.Damage(address: list.start, reason: "a term has positions where its field has none, or none"))
        }
        return list
    }

    /// Copies the living documents of a list; returns how many.
    private func copy(
        _ entry: TermEntry, of input: Input, norms: [UInt8], isText: Bool, to lists: PostingListWriter
    ) throws -> Int {
        arena.reuse()
        let list = try Self.list(entry, of: input.reader, norms: input.norms, isText: isText)
        var blocks = PostingListReader(list, arena: arena)
        var documents = 0
        while blocks.read(into: run) {
            input.documents.renumber(run, hasPositions: list.hasPositions)
            try lists.add(run, norms: norms, hasPositions: list.hasPositions)
            documents += run.count
        }
        if let damage = arena.damage { throw input.reader.damage(damage) }
        return documents
    }
}

/// A merge was asked to stop; nothing of it is kept.
struct MergeCancelled: Error {}
