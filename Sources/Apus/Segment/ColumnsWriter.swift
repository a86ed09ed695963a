/// Writes the typed values of a segment, field by field.
///
///     content = column* entry* entries:u32 documents:u32
///     entry   = field:u32 flags:u32 count:u64 least:u64 words:u64 offset:u64            40 bytes, ascending fields
///     flags   = width of a value in bytes: 0, 1, 2, 4 or 8; + 256 where every document has exactly one value
///     column  = [ document:u32 × count ] value:(width) × count [ wordEnd:u32 × words words ]
///
/// Values stand in the order of their documents, a document's in its own order, each less `least`. A keyword's value is the
/// number of its word in the column's list of words, which is sorted bytewise.
package struct ColumnsWriter {
    package static let entryBytes = 40
    package static let oneEach: UInt32 = 256

    private let file: PartWriter
    private let documentCount: Int
    private var entries = ByteWriter()
    private var entryCount: UInt32 = 0

    package init(_ file: PartWriter, documentCount: Int) {
        self.file = file
        self.documentCount = documentCount
    }

    /// The values of a field: documents ascending. `words` is empty but for keywords.
    package mutating func append(field: Int, documents: [UInt32], values: [UInt64], words: [[UInt8]] = []) throws(StorageError) {
        guard !values.isEmpty else { return }
        let least = values.min()!
        let width = Self.width(of: values.max()! - least)
        let isOneEach = documents.count == documentCount && documents.indices.allSatisfy { documents[$0] == $0 }
        entries.integer(UInt32(field))
        entries.integer(UInt32(width) | (isOneEach ? Self.oneEach : 0))
        entries.integer(UInt64(values.count))
        entries.integer(least)
        entries.integer(UInt64(words.count))
        entries.integer(file.contentOffset)
        entryCount += 1
        if !isOneEach { for document in documents { try file.integer(document) } }
        for value in values { try append(value - least, width: width) }
        var end: UInt32 = 0
        for word in words {
            end += UInt32(word.count)
            try file.integer(end)
        }
        for word in words { try file.append(word) }
    }

    package func finish() throws(StorageError) {
        try file.append(entries.bytes)
        try file.integer(entryCount)
        try file.integer(UInt32(documentCount))
    }

    private func append(_ value: UInt64, width: Int) throws(StorageError) {
        switch width {
        case 0: return
        case 1: try file.integer(UInt8(value))
        case 2: try file.integer(UInt16(value))
        case 4: try file.integer(UInt32(value))
        default: try file.integer(value)
        }
    }

    private static func width(of span: UInt64) -> Int {
        span == 0 ? 0 : span <= UInt8.max ? 1 : span <= UInt16.max ? 2 : span <= UInt32.max ? 4 : 8
    }
}

extension ColumnsWriter {
    /// The values of the documents that live on, field by field. The values of one field are held at a time.
    package mutating func merge(_ inputs: [MergeInput<ColumnsReader>]) throws {
        for field in Set(inputs.flatMap(\.reader.fields)).sorted() {
            var column = ColumnBuilder.Column()
            for input in inputs {
                guard let reader = try input.reader.column(ofField: field) else { continue }
                for index in 0..<reader.count {
                    guard let document = input.documents[try reader.document(at: index)] else { continue }
                    if let word = try reader.word(at: index) {
                        column.append(document: document, word: Array(word))
                    } else {
                        column.append(document: document, value: reader.value(at: index))
                    }
                }
            }
            try column.write(field: field, to: &self)
        }
    }
}
