import Apus
import ApusInput

/// Where `apus index` puts documents: the index itself, or a daemon that owns it.
protocol DocumentSink: AnyObject {
    func define(_ field: FieldDefinition) throws
    /// Gives the text fields to come a language.
    func define(_ language: Language) throws
    /// Says what documents are ranked by.
    func define(_ change: BM25.Change) throws
    /// Says how words score that are in several text fields.
    func define(_ combination: FieldCombination) throws
    /// The fields that the index has.
    func fields() throws -> [FieldDefinition]
    /// Adds a document that came from a file, or from standard input.
    func add(_ document: InputDocument, source: String?) throws
    /// What a file was like when it was indexed; nil when it was not.
    func known(_ source: String) throws -> SourceTable.Entry?
    func note(_ source: String, _ entry: SourceTable.Entry) throws
    /// The files whose documents the index holds, sorted.
    func sources() throws -> [String]
    func delete(source: String) throws
    /// Whether so much waits that a commit is due before its time.
    var wantsCommit: Bool { get }
    func commit() throws
    /// Documents that were refused only after they had been taken, and why.
    func takeRefused() -> [InputProblem]
    /// Commits what is left and waits until all is done; gives the generation.
    func finish() throws -> UInt64
}

/// Writes the index itself.
final class DirectSink: DocumentSink {
    private let index: Index
    private let session: WriteSession

    init(path: String, options: Apus.IndexOptions) throws {
        do throws(IndexError) {
            index = try Index(at: path, options: options)
            session = try WriteSession(index)
        } catch { throw CommandFailure(error) }
    }

    var wantsCommit: Bool { false }

    func define(_ language: Language) throws { try session.writer.define(language) }

    func define(_ change: BM25.Change) throws { try session.writer.define(change) }

    func define(_ combination: FieldCombination) throws { try session.writer.define(combination) }

    func define(_ field: FieldDefinition) throws { try session.writer.define(field) }

    func fields() throws -> [FieldDefinition] { index.latest.schema.fields }

    func add(_ document: InputDocument, source: String?) throws { try session.writer.add(document.document, source: source) }

    func known(_ source: String) throws -> SourceTable.Entry? { index.latest.sources?[source] }

    func note(_ source: String, _ entry: SourceTable.Entry) throws { session.writer.note(source: source, entry) }

    func sources() throws -> [String] { try index.latest.sources?.paths() ?? [] }

    func delete(source: String) throws { session.writer.delete(source: source) }

    func takeRefused() -> [InputProblem] { [] }

    func commit() throws {
        do throws(IndexError) { try session.commit() } catch { throw CommandFailure(error) }
    }

    func finish() throws -> UInt64 {
        do throws(IndexError) {
            let generation = try session.commit()
            session.end()
            try index.mergeIfNeeded()
            try index.finishMerging()
            return generation
        } catch { throw CommandFailure(error) }
    }
}
