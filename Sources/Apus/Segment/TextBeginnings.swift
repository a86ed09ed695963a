/// Beginnings of sentences and paragraphs of one field that wait to be moved into a `TermTable`, with the batch of terms that they are among.
struct TextBeginnings {
    private var field = 0
    private var sentences: [UInt32] = []
    private var paragraphs: [UInt32] = []

    var isEmpty: Bool { sentences.isEmpty && paragraphs.isEmpty }

    /// Forgets all; those to come are of a text field.
    mutating func begin(field: Int) {
        self.field = BoundaryField.number(of: field)
        removeAll()
    }

    /// Notes what begins with the word at a position. Positions rise.
    mutating func note(_ boundary: TextBoundary, at position: UInt32) {
        switch boundary {
        case .none: break
        case .sentence: sentences.append(position)
        case .paragraph: paragraphs.append(position)
        }
    }

    /// Adds them to a document's.
    mutating func move(to table: TermTable, document: UInt32) {
        Self.add(sentences, of: BoundaryField.sentence, field, to: table, document)
        Self.add(paragraphs, of: BoundaryField.paragraph, field, to: table, document)
        removeAll()
    }

    private mutating func removeAll() {
        sentences.removeAll(keepingCapacity: true)
        paragraphs.removeAll(keepingCapacity: true)
    }

    private static func add(_ positions: [UInt32], of term: [UInt8], _ field: Int, to table: TermTable, _ document: UInt32) {
        guard !positions.isEmpty else { return }
        term.withUnsafeBufferPointer { table.add(field: field, term: $0, document: document, positions: positions) }
    }
}
