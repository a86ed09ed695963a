/// One commit while it is gathered: documents added and deleted since the last one, in order.
///
/// The thread that made it uses it. Nothing is visible or durable until `commit`; `abandon` leaves nothing behind.
package final class IndexWriter {
    private let index: Index
    private let base: Snapshot
    private var schema: Schema
    private var bm25: BM25
    private var combination: FieldCombination
    private let pipeline: InversionPipeline
    private var added: UInt64 = 0
    private var deletedIDs: [ExactText: Deletion] = [:]
    /// For each file: how many documents had been added before.
    private var deletedSources: [ExactText: UInt64] = [:]
    private var sourceChanges = SourceChanges()

    private struct Deletion {
        /// How many documents had been added before.
        var addedBefore: UInt64
        var moment: Int
    }

    init(_ index: Index, base: Snapshot, options: IndexOptions) {
        self.index = index
        self.base = base
        (schema, bm25, combination) = (base.schema, base.bm25, base.combination)
        let threads = options.threads > 0 ? options.threads : Processors.count
        pipeline = InversionPipeline(
            storage: index.storage, analyzer: base.analyzer, threads: threads,
            memory: max(IndexOptions.leastMemory, options.memory), pairs: options.pairs)
    }

    /// Whether there is nothing to commit.
    package var isEmpty: Bool {
        added == 0 && deletedIDs.isEmpty && deletedSources.isEmpty && sourceChanges.isEmpty && schema == base.schema
            && bm25 == base.bm25 && combination == base.combination
    }

    /// Adds a document, in place of one with the same id. One that does not fit the schema is refused and changes nothing.
    package func add(_ document: Document, source: String? = nil) throws {
        try schema.admit(document)
        let fields = schema.fields(of: document)
        try checkLanguages(of: fields)
        let isOwnSource = source?.isExactly(document.id) ?? true
        try pipeline.add(AdmittedDocument(id: document.id, fields: fields, source: isOwnSource ? nil : source))
        added += 1
    }

    /// Deletes the documents that have this id, in the index or among those added before. The file that one came from counts as changed.
    package func delete(id: String) {
        deletedIDs[ExactText(id)] = Deletion(addedBefore: added, moment: sourceChanges.nextMoment())
    }

    /// Deletes all documents that came from a file.
    package func delete(source: String) {
        delete(id: source)
        deletedSources[ExactText(source)] = added
        sourceChanges.remove(ExactText(source))
    }

    /// Notes what a file was like when its documents were added.
    package func note(source: String, _ entry: SourceTable.Entry) { sourceChanges.note(ExactText(source), entry) }

    /// Defines a field before documents show it.
    package func define(_ field: FieldDefinition) throws {
        var field = field
        if let language = field.language { field.stemVersion = try base.analyzer.stemming.version(of: language) }
        try schema.declare(field)
    }

    /// Gives the text fields to come a language.
    package func define(_ language: Language) throws {
        try schema.declare(language, stemVersion: base.analyzer.stemming.version(of: language))
    }

    /// Says what documents are ranked by.
    package func define(_ bm25: BM25) throws(DocumentError) {
        try bm25.check()
        self.bm25 = bm25
    }

    package func define(_ change: BM25.Change) throws(DocumentError) { try define(change.applied(to: bm25)) }

    /// Says how words score that are in several text fields.
    package func define(_ combination: FieldCombination) throws(DocumentError) {
        try combination.check()
        self.combination = combination
    }

    package func abandon() { pipeline.abandon() }

    /// Makes everything visible and durable as one. The writer is used up.
    func commit() throws(IndexError) -> Manifest {
        let made = try pipeline.finish()
        do {
            var manifest = base.manifest
            manifest.generation += 1
            (manifest.schema, manifest.bm25, manifest.combination) = (schema, bm25, combination)
            let documents = (base.segments.map(\.reader.record) + made.map(\.record)).reduce(0) { $0 + Int($1.documentCount) }
            guard documents <= Limits.documents else {
                throw IndexError.tooLarge("an index holds \(Limits.documents) documents at most, \(documents) with these")
            }
            var changes = DeletionChanges(base.segments)
            var start: UInt64 = 0
            for segment in made {
                let reader = try SegmentReader(segment.record, in: index.storage)
                try changes.replace(by: reader)
                changes.append(reader, replaced: segment.replaced, firstAdded: start)
                start += UInt64(reader.documentCount)
            }
            try deleteIDs(&changes)
            for (source, before) in deletedSources { try changes.delete(source: source.text, addedBefore: before) }
            manifest.segments = try changes.write(generation: manifest.generation, storage: index.storage)
            if !sourceChanges.isEmpty {
                manifest.sources = try SourceTable.updating(
                    base.sources, changes: sourceChanges.noted, removals: sourceChanges.removed, generation: manifest.generation,
                    in: index.storage)
            }
            try manifest.prepare(in: index.storage)
            // Once the manifest is being replaced, an error does not tell which one a reader will find.
            pipeline.release()
            try Manifest.commitPrepared(in: index.storage)
            return manifest
        } catch { throw IndexError(error) }
    }

    /// Stems of another version would not go with those that are there.
    private func checkLanguages(of fields: [AdmittedDocument.Field]) throws(IndexError) {
        for field in fields {
            guard let language = field.definition.language else { continue }
            do throws(LanguageError) {
                try base.analyzer.stemming.check(language, version: field.definition.stemVersion)
            } catch { throw .language(error) }
        }
    }

    private func deleteIDs(_ changes: inout DeletionChanges) throws {
        var deletions: [(id: ExactText, segment: Int, dead: DeletionChanges.Dead.Element)] = []
        for (id, deletion) in deletedIDs {
            for (segment, document) in try changes.delete(id: id.text, addedBefore: deletion.addedBefore) {
                deletions.append((id, segment, (document, deletion.moment)))
            }
        }
        try sourceChanges.forgetSources(of: deletions, changes, earlier: base.sources)
    }
}
