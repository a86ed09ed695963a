/// Gathers typed values in memory, as documents come.
struct ColumnBuilder {
    /// The values of one field.
    struct Column {
        private var documents: [UInt32] = []
        private var values: [UInt64] = []
        /// Words in the order of their first appearance; values are places in it until the column is written.
        private var places: [[UInt8]: UInt64] = [:]
        private(set) var wordBytes = 0

        var usedBytes: Int { values.count * 12 + wordBytes + places.count * 64 }

        mutating func append(document: UInt32, value: UInt64) {
            documents.append(document)
            values.append(value)
        }

        mutating func append(document: UInt32, word: [UInt8]) {
            let place = places[word] ?? UInt64(places.count)
            if place == places.count {
                places[word] = place
                wordBytes += word.count
            }
            append(document: document, value: place)
        }

        func write(field: Int, to writer: inout ColumnsWriter) throws {
            guard !places.isEmpty else { return try writer.append(field: field, documents: documents, values: values) }
            let sorted = places.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            var ordinals = [UInt64](repeating: 0, count: sorted.count)
            for (ordinal, word) in sorted.enumerated() { ordinals[Int(word.value)] = UInt64(ordinal) }
            try writer.append(
                field: field, documents: documents, values: values.map { ordinals[Int($0)] }, words: sorted.map(\.key))
        }
    }

    private var columns: [Int: Column] = [:]

    var usedBytes: Int { columns.values.reduce(0) { $0 + $1.usedBytes } }

    mutating func add(field: Int, document: UInt32, value: ColumnValue) {
        columns[field, default: Column()].append(document: document, value: value.bits)
    }

    mutating func add(field: Int, document: UInt32, keyword: String) {
        columns[field, default: Column()].append(document: document, word: Array(keyword.utf8))
    }

    func write(to file: PartWriter, documentCount: Int) throws {
        var writer = ColumnsWriter(file, documentCount: documentCount)
        for field in columns.keys.sorted() { try columns[field]!.write(field: field, to: &writer) }
        try writer.finish()
    }
}
