extension ColumnsWriter {
    /// The values of the documents that live on, field by field. Of a field nothing is held but a number for each keyword.
    package mutating func merge(_ inputs: [MergeInput<ColumnsReader>]) throws {
        for field in Set(inputs.flatMap(\.reader.fields)).sorted() {
            var columns: [(reader: ColumnReader, documents: DocumentRenumbering)] = []
            for input in inputs {
                if let column = try input.reader.column(ofField: field) { columns.append((column, input.documents)) }
            }
            try merge(field: field, columns)
        }
    }

    private mutating func merge(field: Int, _ columns: [(reader: ColumnReader, documents: DocumentRenumbering)]) throws {
        let words = try MergedWords(columns)
        try write(field: field, words: words.words) { body in
            for (input, column) in columns.enumerated() {
                for index in 0..<column.reader.count {
                    guard let document = column.documents[try column.reader.document(at: index)] else { continue }
                    try body(document, try words.value(try column.reader.value(at: index), ofInput: input))
                }
            }
        }
    }
}

/// The keywords of several columns that a living document has, sorted, and their numbers by their old ones.
struct MergedWords {
    /// Borrowed from the columns.
    private(set) var words: [UnsafeRawBufferPointer] = []
    /// A number for each old one, `.max` where no living document has it; empty for a column without words.
    private var numbers: [[UInt64]] = []

    init(_ columns: [(reader: ColumnReader, documents: DocumentRenumbering)]) throws(DamagedFile) {
        for column in columns {
            numbers.append([UInt64](repeating: .max, count: column.reader.wordCount))
            guard column.reader.wordCount > 0 else { continue }
            for index in 0..<column.reader.count where column.documents[try column.reader.document(at: index)] != nil {
                numbers[numbers.count - 1][Int(try column.reader.value(at: index))] = 0
            }
        }
        try number(columns.map(\.reader))
    }

    func value(_ value: UInt64, ofInput input: Int) throws -> UInt64 {
        numbers[input].isEmpty ? value : numbers[input][Int(value)]
    }

    /// Takes the least of the next words again and again.
    private mutating func number(_ columns: [ColumnReader]) throws(DamagedFile) {
        var heads: [(number: Int, word: UnsafeRawBufferPointer)?] = []
        for input in columns.indices { heads.append(try head(ofInput: input, from: 0, columns[input])) }
        while let least = heads.compactMap({ $0?.word }).min(by: { bytewiseOrder($0, $1) < 0 }) {
            for input in columns.indices {
                guard let head = heads[input], bytewiseOrder(head.word, least) == 0 else { continue }
                numbers[input][head.number] = UInt64(words.count)
                heads[input] = try self.head(ofInput: input, from: head.number + 1, columns[input])
            }
            words.append(least)
        }
    }

    private func head(ofInput input: Int, from start: Int, _ column: ColumnReader) throws(DamagedFile)
        -> (number: Int, word: UnsafeRawBufferPointer)?
    {
        guard let number = numbers[input][start...].firstIndex(of: 0) else { return nil }
        return (number, try column.word(number))
    }
}
