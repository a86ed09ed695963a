import Apus

/// `features-build TSV DIR`: indexes lines of an id, a length, a date, a category and words, tabs between, all of it stored, as one segment.
struct FeatureBuild {
    let tsv: String
    let directory: String

    private static let fields: [FieldDefinition] = [
        FieldDefinition(name: "length", type: .number), FieldDefinition(name: "date", type: .date),
        FieldDefinition(name: "category", type: .keyword), FieldDefinition(name: "text", type: .text),
    ]

    func run() throws {
        var options = IndexOptions()
        options.threads = 1
        options.memory = 1000 << 20
        let index = try Index(at: directory, options: options)
        var lines = try LineFile(tsv)
        try index.write { batch in
            for field in Self.fields { try batch.define(field) }
            while let line = lines.next() {
                let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                guard parts.count == 5, let length = Int64(parts[1]) else { throw LineFile.Unreadable(path: tsv) }
                try batch.add(
                    Document(
                        id: parts[0],
                        [
                            "length": .integer(length), "date": .string(parts[2]), "category": .string(parts[3]),
                            "text": .string(parts[4]),
                        ]))
            }
        }
        try index.merge(toSegments: 1)
    }
}
