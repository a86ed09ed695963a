/// A segment while it is in memory: documents are inverted as they come, and their stored fields go to disk at once.
///
/// One thread owns it. Whoever feeds it watches `usedBytes` and flushes in time; only a single document that does not fit
/// into the table's address space is refused.
final class SegmentBuilder {
    private let storage: any Storage
    private let number: Int
    private let analysis: TokenSource
    private let stemming: Stemming
    /// This thread's.
    private var stemmers: [StemmerPlace: Stemmer] = [:]
    private let memory: Int
    private let pairs: PairOptions
    private let table: TermTable
    private let batch = TermBatch()
    private var beginnings = TextBeginnings()
    private var files: SegmentFiles?
    private var store: DocumentStoreWriter?
    private var ids: [String] = []
    private var places: [ExactText: UInt32] = [:]
    private var idBytes = 0
    private var norms: [Int: [UInt8]] = [:]
    private var statistics: [Int: FieldStatistics] = [:]
    private var columns = ColumnBuilder()
    private var textFields: Set<Int> = []
    private(set) var replaced: [UInt32] = []

    /// - Parameter number: tells the files of builders that work at the same time apart.
    init(number: Int, storage: any Storage, analyzer: Analyzer, memory: Int, pairs: PairOptions = PairOptions()) {
        self.number = number
        self.memory = memory
        self.pairs = pairs
        self.storage = storage
        analysis = TokenSource(analyzer)
        stemming = analyzer.stemming
        // Room for a document of any size, or at least for what is gathered before it is written.
        let room = (wanted: max(2 * memory, 1 << 30), least: max(2 * memory, 64 << 20))
        table = TermTable(
            region: MemoryRegion(capacity: min(Int(UInt32.max), room.wanted), atLeast: min(Int(UInt32.max), room.least)))
    }

    var documentCount: Int { ids.count }

    /// Bytes of memory that the documents so far take.
    var usedBytes: Int {
        table.usedBytes + idBytes + documentCount * (80 + norms.count) + columns.usedBytes + (store?.bufferedBytes ?? 0)
    }

    /// Adds a document; an earlier one of the same id in this builder is dead from now on.
    func add(_ document: AdmittedDocument) throws(IndexError) {
        if files == nil { try openFiles() }
        let number = UInt32(documentCount)
        for field in document.fields { try index(field, of: document, number: number) }
        if let source = document.source { add(keyword: KeywordTerm.bytes(source), field: ReservedField.source, number) }
        try store?.append(StoredRecord(document))
        if let earlier = places.updateValue(number, forKey: ExactText(document.id)) { replaced.append(earlier) }
        ids.append(document.id)
        idBytes += document.id.utf8.count
    }

    /// Writes the segment, and leaves the builder empty. Nil when it held nothing.
    func flush() throws(IndexError) -> SegmentRecord? {
        guard let files, !ids.isEmpty else { return nil }
        defer { removeAll() }
        return try write(files)
    }

    /// Forgets everything, the files too.
    func abandon() {
        files?.abandon()
        removeAll()
    }

    // MARK: Fields

    private func index(_ field: AdmittedDocument.Field, of document: AdmittedDocument, number: UInt32) throws(IndexError) {
        switch field.definition.type {
        case .text: try indexText(field, of: document, number: number)
        case .keyword:
            for case .string(let text) in field.values {
                add(keyword: KeywordTerm.bytes(text), field: field.number, number)
                columns.add(field: field.number, document: number, keyword: text)
            }
        case .number, .boolean, .date:
            for value in field.values {
                guard let value = ColumnValue(value, type: field.definition.type) else { continue }
                add(keyword: value.termBytes, field: field.number, number)
                columns.add(field: field.number, document: number, value: value)
            }
        }
    }

    private func indexText(_ field: AdmittedDocument.Field, of document: AdmittedDocument, number: UInt32) throws(IndexError) {
        textFields.insert(field.number)
        var position: UInt32 = 0
        var tokens = 0
        var hasRoom = true
        batch.begin(field: field.number)
        beginnings.begin(field: field.number)
        for case .string(let text) in field.values where hasRoom {
            if tokens > 0 {
                position += UInt32(Limits.valueGap)
                beginnings.note(.paragraph, at: position)
            }
            analysis.forEachToken(in: text, foldsAccents: field.definition.foldsAccents) { term, boundary in
                if boundary != .none { beginnings.note(boundary, at: position &+ UInt32(truncatingIfNeeded: batch.count)) }
                batch.append(term)
                tokens &+= 1
                if batch.isFull { hasRoom = addBatch(of: number, at: &position) }
                return hasRoom
            }
            hasRoom = hasRoom && addBatch(of: number, at: &position)
        }
        guard hasRoom else { throw .document(id: document.id, reason: "the text is too large to be indexed as one document") }
        guard tokens > 0 else { return }
        norms[field.number, default: []].append(
            contentsOf: repeatElement(0, count: Int(number) - (norms[field.number]?.count ?? 0)))
        norms[field.number]!.append(NormEncoding.encode(tokens))
        statistics[field.number, default: FieldStatistics(documentCount: 0, tokenCount: 0)].documentCount += 1
        statistics[field.number]!.tokenCount += UInt64(tokens)
        if let language = field.definition.language { try indexStems(field, language, of: document, number: number) }
    }

    /// The stem of each word at the word's position, into the list beside the exact one.
    private func indexStems(
        _ field: AdmittedDocument.Field, _ language: Language, of document: AdmittedDocument, number: UInt32
    ) throws(IndexError) {
        let stemmer = try stemmer(of: field.definition, language)
        var position: UInt32 = 0
        var isFirst = true
        var hasRoom = true
        batch.begin(field: StemField.number(of: field.number))
        for case .string(let text) in field.values where hasRoom {
            if !isFirst { position += UInt32(Limits.valueGap) }
            // Accents tell stems; words part in the same places with them and without.
            analysis.forEachToken(in: text, foldsAccents: false) { term in
                batch.append(stemmer.stem(term.bytes))
                isFirst = false
                if batch.isFull { hasRoom = addBatch(of: number, at: &position) }
                return hasRoom
            }
            hasRoom = hasRoom && addBatch(of: number, at: &position)
        }
        guard hasRoom else { throw .document(id: document.id, reason: "the text is too large to be indexed as one document") }
    }

    private func stemmer(of field: FieldDefinition, _ language: Language) throws(IndexError) -> Stemmer {
        let place = StemmerPlace(language: language, foldsAccents: field.foldsAccents)
        if let stemmer = stemmers[place] { return stemmer }
        do throws(LanguageError) {
            try stemming.check(language, version: field.stemVersion)
            let stemmer = try stemming.stemmer(language, foldsAccents: field.foldsAccents)
            stemmers[place] = stemmer
            return stemmer
        } catch { throw .language(error) }
    }

    private struct StemmerPlace: Hashable {
        var language: Language
        var foldsAccents: Bool
    }

    /// Moves the batch into the table and the position behind it; false where there is no room.
    private func addBatch(of document: UInt32, at position: inout UInt32) -> Bool {
        guard table.region.left > TermTable.worstBatchBytes, Int(position) + batch.count <= Int(Limits.positions) else {
            return false
        }
        table.add(batch, document: document, position: position)
        position += UInt32(batch.count)
        batch.removeAll()
        return beginnings.isEmpty || addBeginnings(of: document)
    }

    /// Moves the beginnings of sentences that are behind the batch into the table; false where there is no room.
    private func addBeginnings(of document: UInt32) -> Bool {
        guard table.region.left > TermTable.worstBatchBytes else { return false }
        beginnings.move(to: table, document: document)
        return true
    }

    private func add(keyword: [UInt8], field: Int, _ document: UInt32) {
        guard !keyword.isEmpty else { return }
        keyword.withUnsafeBufferPointer { table.add(field: field, keyword: $0, document: document) }
    }

    // MARK: Writing

    private func openFiles() throws(IndexError) {
        do throws(StorageError) {
            let opened = try SegmentFiles(number: number, in: storage)
            files = opened
            store = DocumentStoreWriter(opened.stored)
        } catch { throw .storage(error) }
    }

    private func write(_ files: SegmentFiles) throws(IndexError) -> SegmentRecord {
        do {
            for field in norms.keys {
                norms[field]!.append(contentsOf: repeatElement(0, count: documentCount - norms[field]!.count))
            }
            let positionTraits = try writeTerms(files)
            var normsWriter = NormsWriter(files.norms, documentCount: documentCount)
            for field in norms.keys.sorted() { try normsWriter.append(field: field, norms: norms[field]!) }
            try normsWriter.finish()
            var idsWriter = DocumentIDsWriter(files.ids)
            for id in ids { idsWriter.append(id.utf8) }
            try idsWriter.finish()
            try store?.finish()
            try columns.write(to: files.columns, documentCount: documentCount)
            let fields = (0..<(statistics.keys.max() ?? -1) + 1).map { statistics[$0] ?? FieldStatistics() }
            return try files.finish(
                identity: SegmentIdentity(ids: idsWriter.identity, norms: normsWriter.identity).value,
                documentCount: documentCount, fields: fields, traits: positionTraits.union(.boundaries))
        } catch {
            files.abandon()
            throw IndexError(error)
        }
    }

    private func writeTerms(_ files: SegmentFiles) throws -> SegmentRecord.Traits {
        let lists = PostingListWriter(postings: files.postings, positions: files.positions)
        let dictionary = TermDictionaryWriter(files.terms)
        let flush = TermTableFlush(
            table: table, norms: { self.norms[HiddenField.owner(of: $0)] },
            keepsPositions: { self.textFields.contains(HiddenField.owner(of: $0)) })
        try flush.write(dictionary: dictionary, lists: lists)
        try dictionary.finish()
        try files.writeNeighbours(
            of: dictionary.phraseWords, documentCount: documentCount, norms: { self.norms[$0] ?? [] }, options: pairs,
            memory: pairs.memory(of: memory))
        return lists.traits
    }

    private func removeAll() {
        files = nil
        store = nil
        table.removeAll()
        ids = []
        places = [:]
        idBytes = 0
        norms = [:]
        statistics = [:]
        columns = ColumnBuilder()
        textFields = []
        replaced = []
    }
}
