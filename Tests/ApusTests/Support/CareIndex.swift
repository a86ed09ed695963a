@testable import Apus

/// A small index of three segments, one a commit, for tests of damage: `a0` to `a9`, `b0` to `b9`, `c0` to `c9`.
///
/// Every document has the word "peace", those of a segment its letter's word besides. The last commit deleted `a9`, and put `a8` into the
/// last segment again.
struct CareIndex {
    static let words = ["a": "alpha", "b": "beta", "c": "gamma"]

    static var options: IndexOptions {
        var options = IndexOptions()
        options.threads = 1
        options.memory = IndexOptions.leastMemory
        options.mergesInBackground = false
        options.pairs.leastMeetings = 2
        options.pairs.leastIndexBytes = 0
        return options
    }

    /// The parts that its segments have; filters of neighbours take more documents.
    static let parts = SegmentPart.allCases.filter { $0 != .neighbours }

    let storage: any Storage

    /// - Parameter unstored: whether there is a field that is not stored.
    init(in storage: any Storage = MemoryStorage(), segments: [String] = ["a", "b", "c"], unstored: Bool = false) throws {
        self.storage = storage
        let index = try Index(storage: storage, options: Self.options)
        for letter in segments {
            try index.write { batch in
                if unstored { try batch.define(FieldDefinition(name: "hidden", type: .text, isStored: false)) }
                for number in 0..<10 { try batch.add(Self.document(letter, number, unstored: unstored)) }
                if letter == "c" {
                    try batch.delete(id: "a9")
                    try batch.add(Document(id: "a8", ["text": "the peace of the old gamma"]))
                }
                batch.writer.note(source: letter + ".txt", SourceTable.Entry(size: 1, modified: 2, hash: 3))
            }
        }
    }

    /// What is in a storage already.
    init(over storage: any Storage) { self.storage = storage }

    static func document(_ letter: String, _ number: Int, unstored: Bool = false) -> Document {
        var fields: [(String, FieldValue)] = [
            ("text", .string("ready to pursue the peace of the \(words[letter] ?? letter) of the day \(number)")),
            ("year", .integer(Int64(2000 + number))), ("day", .string("2025-03-0\(number % 9 + 1)")),
        ]
        if unstored { fields.append(("hidden", .string("secret"))) }
        return Document(id: letter + String(number), fields: fields.map { Document.Field(name: $0.0, values: [$0.1]) })
    }

    func manifest() throws -> Manifest { try Manifest.read(from: storage)! }

    func open() throws -> Index { try Index(storage: storage, options: Self.options) }

    /// The ids that a query finds now.
    func found(_ query: String) throws -> [String] {
        try open().search(SearchRequest(query, limit: 100)).hits.map(\.id).sorted()
    }

    /// The name of a file of the n-th segment.
    func name(_ part: SegmentPart, ofSegment segment: Int) throws -> String {
        let record = try manifest().segments[segment]
        return part == .deletions ? record.deletionsFileName! : record.fileName(of: part)
    }

    /// Changes bytes of a file in place, in effect.
    func damage(_ name: String, _ change: (inout [UInt8]) -> Void) throws {
        var content = try storage.content(of: name)
        change(&content)
        try storage.remove(name)
        try storage.write(content, to: name)
    }

    /// What keeps a file from being used.
    enum Harm: CaseIterable, Sendable {
        case missing, cut, shorter, longer, empty, header, footer, content

        func apply(to name: String, of index: CareIndex) throws {
            switch self {
            case .missing: try index.storage.remove(name)
            case .cut: try index.damage(name) { $0.removeLast($0.count / 2) }
            case .shorter: try index.damage(name) { $0.removeLast() }
            case .longer: try index.damage(name) { $0 += [0, 1, 2] }
            case .empty: try index.damage(name) { $0 = [] }
            case .header: try index.damage(name) { $0[9] ^= 0x10 }
            case .footer: try index.damage(name) { $0[$0.count - 2] ^= 1 }
            case .content: try index.damage(name) { for place in 16..<($0.count - 12) { $0[place] ^= 0xFF } }
            }
        }

        /// Whether all between header and footer is as it was.
        var leavesContent: Bool {
            switch self {
            case .shorter, .longer, .header, .footer: true
            case .missing, .cut, .empty, .content: false
            }
        }

        /// Whether opening the file tells.
        var isSeenAtOpening: Bool { self != .content }
    }
}
