import Apus

/// Reads a table, CSV or TSV: the first record names the fields, each other one is a document. Empty cells are nothing.
struct TableReader {
    let file: String
    let options: InputOptions
    private(set) var replacementCount = 0
    /// The names of the columns; nil for a column that can be no field.
    private var columns: [String?] = []

    init(file: String, options: InputOptions) {
        self.file = file
        self.options = options
    }

    mutating func read(_ records: TableRecords, _ consume: (InputEvent) throws -> Void) throws {
        guard let header = try records.next() else { return }
        switch header {
        case .failed(let reason): return try consume(problem(records.line, reason))
        case .cells(let cells):
            for reason in nameColumns(cells) { try consume(problem(records.line, reason)) }
        }
        if let idField = options.idField, !columns.contains(where: { $0?.isExactly(idField) ?? false }) {
            return try consume(problem(records.line, "there is no column \(idField)"))
        }
        while let record = try records.next() {
            try consume(event(record, line: records.line))
        }
    }

    /// Takes the names from the header and tells what is wrong with them.
    private mutating func nameColumns(_ cells: [[UInt8]]) -> [String] {
        var problems: [String] = []
        columns = cells.enumerated().map { number, cell in
            let name = text(TableCell.trimmed(cell))
            do throws(DocumentError) {
                try FieldDefinition.checkName(name)
                return name
            } catch {
                problems.append("column \(number + 1) is left out: \(error)")
                return nil
            }
        }
        return problems
    }

    private mutating func event(_ record: TableRecords.Record, line: Int) -> InputEvent {
        switch record {
        case .failed(let reason): return problem(line, reason)
        case .cells(let cells) where cells.count != columns.count:
            return problem(line, "\(cells.count) cells where the header has \(columns.count)")
        case .cells(let cells):
            do throws(DocumentError) {
                return .document(InputDocument(document: try document(cells, line: line), file: file, line: line))
            } catch {
                return problem(line, error.description)
            }
        }
    }

    private mutating func document(_ cells: [[UInt8]], line: Int) throws(DocumentError) -> Document {
        let idField = options.idField ?? "id"
        var id: String?
        var fields = DocumentFields()
        for (column, cell) in zip(columns, cells) where !cell.isEmpty {
            guard let column else { continue }
            let text = text(cell)
            if column.isExactly(idField) { id = text }
            if column == "id", idField == "id" { continue }
            try fields.append(TableCell.value(text, type: options.fieldTypes[ExactText(column)]), named: column)
        }
        guard let id = id ?? (options.idField == nil ? "\(file):\(line)" : nil) else { throw .missingID }
        try Document.checkID(id)
        return Document(id: id, fields: fields.fields)
    }

    private mutating func text(_ bytes: [UInt8]) -> String {
        let repaired = RepairedText(bytes)
        replacementCount += repaired.replacementCount
        return repaired.text
    }

    private func problem(_ line: Int, _ reason: String) -> InputEvent {
        .problem(InputProblem(file: file, line: line, reason: reason))
    }
}
