import Apus

/// What a connection added and deleted since its last commit, in order.
struct PendingChanges: Sendable {
    /// The file that a document came from, and what it was like.
    struct Source: Sendable {
        var path: String
        var entry: SourceTable.Entry?
    }

    enum Change: Sendable {
        case add(Document, Source?)
        case delete(String)
        case deleteSource(String)
        case define(FieldDefinition)
    }

    private(set) var changes: [Change] = []
    private(set) var bytes = 0

    mutating func add(_ document: Document, source: Source?, bytes: Int) {
        changes.append(.add(document, source))
        self.bytes += bytes
    }

    mutating func delete(id: String) {
        changes.append(.delete(id))
        bytes += id.utf8.count
    }

    mutating func delete(source: String) {
        changes.append(.deleteSource(source))
        bytes += source.utf8.count
    }

    mutating func define(_ field: FieldDefinition) { changes.append(.define(field)) }

    /// Commits all of it, or nothing; gives the generation.
    func commit(to index: Index) throws -> UInt64 {
        try index.write { batch in
            for change in changes {
                switch change {
                case .delete(let id): try batch.delete(id: id)
                case .deleteSource(let source): batch.writer.delete(source: source)
                case .define(let field): try batch.define(field)
                case .add(let document, let source):
                    try batch.writer.add(document, source: source?.path)
                    if let source, let entry = source.entry { batch.writer.note(source: source.path, entry) }
                }
            }
        }
    }
}
