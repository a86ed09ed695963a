import Testing

@testable import Apus

@Suite("Columns")
struct ColumnsTests {
    /// Values of one field by document; a keyword is its bytes.
    struct Field {
        var values: [[UInt64]] = []
        var keywords: [[[UInt8]]] = []

        var count: Int { max(values.count, keywords.count) }

        func documents(_ chosen: some Sequence<Int>) -> Field {
            Field(
                values: values.isEmpty ? [] : chosen.map { values[$0] },
                keywords: keywords.isEmpty ? [] : chosen.map { keywords[$0] })
        }
    }

    private static func field(
        _ count: Int, upTo most: Int, using random: inout SeededRandom, _ value: (inout SeededRandom) -> UInt64
    )
        -> Field
    {
        Field(
            values: (0..<count).map { _ in
                (0..<Int.random(in: most == 1 ? 1...1 : 0...most, using: &random)).map { _ in value(&random) }
            })
    }

    /// One field for each width, dense and not, and keywords.
    static func fields(_ count: Int, using random: inout SeededRandom) -> [Int: Field] {
        var fields: [Int: Field] = [:]
        for (number, bits) in [0, 1, 8, 9, 16, 17, 32, 33, 64].enumerated() {
            for most in [1, 3] {
                fields[2 * number + most / 2] = field(count, upTo: most, using: &random) { random in
                    bits == 0 ? 41 : (random.next() >> UInt64(64 - bits)) &+ (bits < 64 ? 1 << 62 : 0)
                }
            }
        }
        fields[20] = field(count, upTo: 1, using: &random) { random in
            ColumnValue(.integer(Int64.random(in: 1990...2025, using: &random)), type: .number)!.bits
        }
        for (number, milliseconds, most) in [(22, 1000, 1), (23, 86_400_000, 3), (24, 1, 2)] {
            fields[number] = field(count, upTo: most, using: &random) { random in
                ColumnValue(milliseconds: Int64.random(in: -20_000...20_000, using: &random) * Int64(milliseconds)).bits
            }
        }
        fields[21] = Field(
            keywords: (0..<count).map { _ in
                (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    Array("tag/\(Int.random(in: 0..<count, using: &random))".utf8.dropLast(Int.random(in: 0...5, using: &random)))
                }
            })
        fields[30] = field(count, upTo: 0, using: &random) { _ in 0 }
        return fields
    }

    static func write(_ fields: [Int: Field], _ documentCount: Int) throws -> WrittenPart {
        var builder = ColumnBuilder()
        for (number, field) in fields {
            for (document, values) in field.values.enumerated() {
                for value in values { builder.add(field: number, document: UInt32(document), value: ColumnValue(bits: value)) }
            }
            for (document, keywords) in field.keywords.enumerated() {
                for keyword in keywords {
                    builder.add(field: number, document: UInt32(document), keyword: String(decoding: keyword, as: UTF8.self))
                }
            }
        }
        return try WrittenPart(.columns) { try builder.write(to: $0, documentCount: documentCount) }
    }

    @Test("A scan marks the values that lie in a range, and nothing behind the last", arguments: 5...9 as ClosedRange<UInt64>)
    func scan(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let count = Int.random(in: 1...200, using: &random)
        let reader = try ColumnsReader(try Self.write(Self.fields(count, using: &random), count).reader(), documentCount: count)
        for field in reader.fields {
            let column = try #require(try reader.column(ofField: field))
            let values = try (0..<column.count).map { try column.value(at: $0) }
            let edges = [0, .max] + values.prefix(20).flatMap { [$0 &- 1, $0, $0 &+ 1] }
            for _ in 0..<40 {
                let (one, other) = (edges.randomElement(using: &random)!, edges.randomElement(using: &random)!)
                let range = min(one, other)...max(one, other)
                var found: [Int] = []
                column.scan(range) { place, bits in
                    found += (0..<64).filter { bits >> UInt64($0) & 1 == 1 }.map { place + $0 }
                    return true
                }
                let expected = values.indices.filter { range.contains(values[$0]) }
                if found != expected { Issue.record("seed \(seed), field \(field), \(range): \(found), not \(expected)") }
                let counted = column.countValues(range) { true }
                if counted != expected.count { Issue.record("seed \(seed), field \(field), \(range): counted \(counted)") }
            }
        }
    }

    @Test("Values are counted over the edges of rounds; a count may be ended", arguments: [0, 8, 16, 32, 64])
    func counting(bits: Int) throws {
        var random = SeededRandom(seed: UInt64(bits))
        let count = 20_011
        let field = Self.field(count, upTo: 1, using: &random) { random in bits == 0 ? 7 : random.next() >> UInt64(64 - bits) }
        let reader = try ColumnsReader(try Self.write([0: field], count).reader(), documentCount: count)
        let column = try #require(try reader.column(ofField: 0))
        #expect(column.isDense && column.width == bits / 8)
        let values = field.values.map { $0[0] }
        for (one, other) in [(0, UInt64.max), (values[0], values[1]), (values[2], values[2]), (0, values[3]), (values[4], .max)] {
            let range = min(one, other)...max(one, other)
            #expect(column.countValues(range) { true } == values.count { range.contains($0) }, "\(range)")
        }
        #expect(column.countValues(0...UInt64.max) { false } == (bits == 0 ? count : 0))
        var rounds = 0
        let ended = column.countValues(0...UInt64.max) {
            rounds += 1
            return rounds < 3
        }
        #expect(bits == 0 ? ended == count : ended > 0 && ended < count)
    }

    @Test("Values come back by document, each once and ascending", arguments: [1, 2, 3, 4] as [UInt64])
    func roundTrip(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let count = Int.random(in: 1...200, using: &random)
        let fields = Self.fields(count, using: &random)
        let reader = try ColumnsReader(try Self.write(fields, count).reader(), documentCount: count)
        try reader.validate()
        for (number, field) in fields {
            guard let column = try reader.column(ofField: number) else {
                #expect(field.values.allSatisfy(\.isEmpty) && field.keywords.allSatisfy(\.isEmpty))
                continue
            }
            for document in 0..<count {
                let places = column.places(of: UInt32(document))
                #expect(try places.allSatisfy { try column.document(at: $0) == document })
                if field.keywords.isEmpty {
                    #expect(try places.map { try column.value(at: $0) } == Set(field.values[document]).sorted())
                } else {
                    let words = try places.map { Array(try column.word(Int(try column.value(at: $0)))) }
                    #expect(words == Set(field.keywords[document]).sorted { $0.lexicographicallyPrecedes($1) })
                }
            }
        }
        #expect(try reader.column(ofField: 40) == nil)
    }

    @Test("Keywords are found by their bytes")
    func keywords() throws {
        let words = ["b", "a", "", "ä", "a", "ab"]
        let field = Field(keywords: words.map { [Array($0.utf8)] })
        let reader = try ColumnsReader(try Self.write([0: field], words.count).reader(), documentCount: words.count)
        let column = try #require(try reader.column(ofField: 0))
        #expect(
            try (0..<column.wordCount).map { String(decoding: try column.word($0), as: UTF8.self) } == ["", "a", "ab", "b", "ä"])
        #expect(try column.wordNumber(notBelow: Array("ab".utf8)) == 2)
        #expect(try column.wordNumber(notBelow: Array("aa".utf8)) == 2)
        #expect(try column.wordNumber(notBelow: Array("ö".utf8)) == 5)
    }

    @Test("Years take one byte each, a value that all have in common none")
    func frame() throws {
        func bytes(_ value: (Int) -> FieldValue) throws -> Int {
            let values = (0..<100).map { [ColumnValue(value($0), type: .number)!.bits] }
            return try Self.write([0: Field(values: values)], 100).content().count - ColumnsWriter.entryBytes - 8
        }
        #expect(try bytes { .integer(Int64(1950 + $0)) } == 100)
        #expect(try bytes { _ in .number(0.1) } == 0)
        #expect(try bytes { .number(0.1 * Double($0)) } == 800)
    }

    @Test("Instants are counted in the largest unit of twos and fives")
    func instants() throws {
        func column(_ milliseconds: [Int64]) throws -> (ColumnReader, WrittenPart) {
            let part = try Self.write(
                [0: Field(values: milliseconds.map { [ColumnValue(milliseconds: $0).bits] })], milliseconds.count)
            let reader = try ColumnsReader(try part.reader(), documentCount: milliseconds.count)
            return (try #require(try reader.column(ofField: 0)), part)
        }
        for (values, unit, width) in [
            ([1_700_000_000_000, 1_700_000_001_000, 1_700_000_255_000], 1000, 1),
            ([-86_400_000, 0, 86_400_000], 3_200_000, 1), ([0, 1_000_000_000_000], 1_000_000_000_000, 1),
            ([7, 7], 1, 0), ([1, 4_000_000_001, 2], 1, 4), ([.min, .max - 1], 2, 8),
        ] as [([Int64], UInt64, Int)] {
            let (column, part) = try column(values)
            #expect(column.unit == unit && column.width == width, "\(values)")
            #expect(try values.indices.map { ColumnValue(bits: try column.value(at: $0)).milliseconds } == values)
            try withExtendedLifetime(part) { try ColumnsReader(try part.reader(), documentCount: values.count).validate() }
        }
        #expect(ColumnUnit(twos: 2, fives: 27) == nil && ColumnUnit(twos: 64, fives: 0) == nil)
        #expect(ColumnUnit(twos: 0, fives: 27)?.size == 7_450_580_596_923_828_125)
    }

    @Test("A merge writes the bytes of the living documents", arguments: 1...20 as ClosedRange<UInt64>)
    func merge(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let count = Int.random(in: 1...150, using: &random)
        let (fields, merge) = (Self.fields(count, using: &random), MergeCase(documentCount: count, using: &random))
        let living = merge.living
        let inputs = try merge.inputs.map { input in
            let part = try Self.write(fields.mapValues { $0.documents(input.documents) }, input.documents.count)
            return MergeInput(try ColumnsReader(part.reader(), documentCount: input.documents.count), input.renumbering)
        }
        let merged = try WrittenPart(.columns) { file in
            var writer = ColumnsWriter(file, documentCount: living.count)
            try writer.merge(inputs)
            try writer.finish()
        }
        #expect(try merged.content() == Self.write(fields.mapValues { $0.documents(living) }, living.count).content())
    }

    @Test("Hostile bytes are an error at most")
    func hostile() throws {
        var random = SeededRandom(seed: 5)
        let fields = Self.fields(8, using: &random).filter { [0, 1, 4, 9, 20, 21, 22].contains($0.key) }
        try Self.write(fields, 8).expectOnlyDamage { part in
            let reader = try ColumnsReader(part, documentCount: 8)
            for number in fields.keys {
                guard let column = try? reader.column(ofField: number) else { continue }
                for document: UInt32 in [0, 3, 7, 8, .max] {
                    for place in column.places(of: document) { _ = try? column.value(at: place) }
                }
                _ = try? column.wordNumber(notBelow: Array("tag/4".utf8))
            }
            var writer = ColumnsWriter(try PartWriter(.columns, name: "merged", in: MemoryStorage()), documentCount: 8)
            try writer.merge([MergeInput(reader, DocumentRenumbering(documentCount: 8, first: 0) { $0 == 2 })])
            try reader.validate()
        }
    }
}
