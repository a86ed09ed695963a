import Apus

/// A row under construction: takes the bytes over and appends to them.
struct RowFields {
    var bytes: [UInt8]

    mutating func begin(_ kind: String) { bytes.append(contentsOf: kind.utf8) }

    mutating func field(_ text: String) {
        bytes.append(0x09)
        RowEscaping.append(text, to: &bytes)
    }

    mutating func field(utf8: [UInt8]) {
        bytes.append(0x09)
        utf8.withUnsafeBufferPointer { RowEscaping.append($0, to: &bytes) }
    }

    mutating func field(_ number: Int) {
        bytes.append(0x09)
        bytes.append(decimal: Int64(number))
    }

    mutating func append(_ record: Record, until deadline: Deadline?) {
        begin(record.rowKind)
        switch record {
        case .hit(let hit): append(hit, until: deadline)
        case .warning(let warning): fields(warning.code, warning.offset.description, warning.text)
        case .document(let document):
            field(document.id)
            field(utf8: DocumentJSON.object(document.fields))
        case .term(let term): append(term)
        case .facet(let facet): fields(facet.field, facet.value, facet.count.description)
        case .stat(let stat): fields(stat.name, stat.value.text)
        case .progress(let progress): fields(progress.done.description, progress.total.description, progress.text)
        case .field(let definition): append(definition)
        case .damage(let damage): fields(damage.file, damage.offset.description, damage.text)
        case .lost(let id): field(id)
        case .command(let command): fields(command.verb, command.usage, command.text)
        case .tree(let text): field(text)
        case .note(let note): for text in NoteFields(note).row { field(text) }
        case .explanation: preconditionFailure("an explanation is many rows")
        case .row(let row): for text in row.fields { field(text) }
        case .summary, .ok, .failure: preconditionFailure("a final is no row")
        }
    }

    private mutating func fields(_ texts: String...) { for text in texts { field(text) } }

    /// `rank score id [snippet [fields [spans [explain [passages [index]]]]]]`: what was not asked for is left off at the end, and empty before it.
    private mutating func append(_ hit: Record.Hit, until deadline: Deadline?) {
        field(hit.rank)
        field(hit.score.description)
        field(hit.id)
        var columns: [[UInt8]?] = [hit.snippet.map { Array($0.text.utf8) }, nil, nil, nil, nil, nil]
        if !hit.fields.isEmpty { columns[1] = DocumentJSON.object(hit.fields) }
        if let spans = hit.spans { columns[2] = SpanJSON.array(spans, until: deadline) }
        if let explanation = hit.explanation { columns[3] = ExplanationJSON.object(explanation) }
        if let passages = hit.passages { columns[4] = PassageJSON.array(passages) }
        if let index = hit.index { columns[5] = Array(index.utf8) }
        guard let last = columns.lastIndex(where: { $0 != nil }) else { return }
        // Fields are an object wherever something stands behind them.
        if last > 1, columns[1] == nil { columns[1] = DocumentJSON.object([]) }
        for column in columns[...last] { field(utf8: column ?? []) }
    }

    private mutating func append(_ term: Record.Term) {
        field(term.term)
        if let place = term.place {
            field(place.start)
            field(place.end)
            field(place.position)
        }
        if let count = term.documentCount { field(count) }
    }

    private mutating func append(_ definition: FieldDefinition) {
        fields(
            definition.name, definition.type.name, definition.isStored ? "stored" : "unstored",
            definition.foldsAccents ? "folded" : "accented")
        if let language = definition.language { field(language.name) }
    }
}
