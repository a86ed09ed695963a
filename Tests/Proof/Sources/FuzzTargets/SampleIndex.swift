@testable import Apus

/// The small index from which seeds are cut: two segments with fields of all kinds, deletions, pairs and a table of sources.
enum SampleIndex {
    private static let words = [
        "peace", "war", "the", "of", "to", "be", "or", "not", "deal", "minerals", "straße", "naïve", "和平", "9",
    ]

    static let options: IndexOptions = {
        var options = IndexOptions()
        options.threads = 1
        options.memory = IndexOptions.leastMemory
        options.mergesInBackground = false
        options.pairs.leastMeetings = 2
        options.pairs.leastIndexBytes = 0
        return options
    }()

    /// The files by name, made once.
    static let files: [String: [UInt8]] = {
        do { return try make(first: 160, second: 30) } catch { preconditionFailure("the sample index cannot be made: \(error)") }
    }()

    /// Segments with lists of whole blocks, of which the dictionaries, lists and tables are seeds by themselves.
    static let segments: [SegmentReader] = {
        do {
            let small = try make(first: 20, second: 3)
            return try [small, files].flatMap { files in
                try Index(storage: FuzzStorage(files), options: options).snapshot().segments.map(\.reader)
            }
        } catch { preconditionFailure("the sample index cannot be opened: \(error)") }
    }()

    /// The content of one part of each segment, behind its number of documents.
    static func seeds(of part: SegmentPart) -> [[UInt8]] {
        segments.compactMap { segment in
            segment.part(part).map { shortBytes(segment.documentCount) + Array($0.content) }
        }
    }

    private static func make(first: Int, second: Int) throws -> [String: [UInt8]] {
        let storage = MemoryStorage()
        let index = try Index(storage: storage, options: options)
        try index.write { batch in
            try batch.define(FieldDefinition(name: "topic", type: .keyword))
            for number in 0..<first { try batch.add(document(number)) }
            batch.writer.note(source: "a.txt", SourceTable.Entry(size: 3, modified: 4, hash: 5))
            batch.writer.note(source: "b/c.txt", SourceTable.Entry(size: 300, modified: -1, hash: .max))
        }
        try index.write { batch in
            for number in first..<first + second { try batch.add(document(number)) }
            try batch.add(document(3))
            try batch.delete(id: "d5")
        }
        let names = try storage.names().filter { $0 != FileLock.name }
        return Dictionary(
            uniqueKeysWithValues: try names.map { name in
                let stored = try storage.read(name)
                return (name, withExtendedLifetime(stored) { Array(stored.bytes) })
            })
    }

    private static func document(_ number: Int) throws -> Document {
        func word(_ step: Int) -> String { words[(number * step + number / 7 + step) % words.count] }
        let text = (1...(3 + number % 9)).map(word).joined(separator: " ")
        var fields: [Document.Field] = [
            .init(name: "text", values: [.string(text), .string("the peace of \(word(5)). Not to be.")]),
            .init(name: "title", values: [.string("\(word(3)) \(word(4))")]),
            .init(name: "topic", values: [.string(word(2)), .string("grain")]),
            .init(name: "n", values: [.integer(Int64(number % 17) - 4)]),
        ]
        if number % 3 == 0 { fields.append(.init(name: "x", values: [.number(Double(number) / 8)])) }
        if number % 5 == 0 { fields.append(.init(name: "flag", values: [.boolean(number % 2 == 0)])) }
        return Document(id: "d\(number)", fields: fields)
    }
}
