extension ColumnsWriter {
    /// The values of the documents that live on, field by field, document by document in a new order. Of a field nothing is held but
    /// a number for each keyword. O(values · log values).
    mutating func merge(_ inputs: [MergeInput<ColumnsReader>], inOrder order: MergeOrder) throws {
        for field in Set(inputs.flatMap(\.reader.fields)).sorted() {
            var columns: [(reader: ColumnReader, documents: DocumentRenumbering)] = []
            // The place in `columns` of each input that has the field.
            var places: [Int?] = []
            for input in inputs {
                let column = try input.reader.column(ofField: field)
                places.append(column == nil ? nil : columns.count)
                if let column { columns.append((column, input.documents)) }
            }
            let words = try MergedWords(columns)
            try write(field: field, words: words.words) { body in
                for (number, place) in order.places.enumerated() {
                    guard let column = places[Int(place.input)] else { continue }
                    let reader = columns[column].reader
                    for index in reader.places(of: place.document) {
                        try body(UInt32(number), try words.value(try reader.value(at: index), ofInput: column))
                    }
                }
            }
        }
    }
}
