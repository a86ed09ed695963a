import Testing

@testable import Apus

@Suite("docs/FORMAT.md")
struct FormatExampleTests {
    private let document: FormatDocument

    init() throws { document = try FormatDocument() }

    private var files: [(name: String, bytes: [UInt8])] { document.dumps.filter { !$0.name.contains(" ") } }

    /// A storage that holds the bytes of the document and nothing else.
    private func storage() throws -> MemoryStorage {
        let storage = MemoryStorage()
        for file in files { try storage.write(file.bytes, to: file.name) }
        return storage
    }

    @Test("The files of the example are, byte for byte, what an index of these documents writes")
    func writing() throws {
        let storage = try FormatExample.build()
        #expect(try storage.names().sorted() == files.map(\.name).sorted())
        for name in try storage.names().sorted() {
            let written = try storage.content(of: name)
            #expect(try document.bytes(of: name) == written, "\(name): \(written.map { String($0, radix: 16) })")
        }
    }

    @Test("The bytes in the document are a sound index of these documents")
    func reading() throws {
        let storage = try storage()
        let report = try IndexCheck(storage).run()
        #expect(report.problems == [])
        #expect((report.files, report.generation, report.documents, report.tokens) == (9, 2, 1, 10))
        let index = try Index(storage: storage, options: FormatExample.options)
        let snapshot = try index.snapshot()
        #expect(snapshot.schema.fields.map(\.name) == ["text", "kind", "year"])
        #expect(try snapshot.document(id: "a") == nil)
        #expect(try snapshot.document(id: "b") == FormatExample.documents[1])
        #expect(snapshot.sources?[FormatExample.sourceName] == FormatExample.source.outdated)
        #expect(try index.search("\"to pursue\" kind:news year:2025").hits.map(\.id) == ["b"])
        #expect(try index.search("\"to be or not to be\"").hits.isEmpty)
        let view = try #require(snapshot.segments.first)
        #expect(try snapshot.document(0, in: view) == FormatExample.documents[0])
    }

    @Test("A byte of the document that is changed is noticed", arguments: [0x01, 0x80] as [UInt8])
    func changes(change: UInt8) throws {
        let storage = try storage()
        for file in files {
            for offset in file.bytes.indices {
                var bytes = file.bytes
                bytes[offset] ^= change
                try storage.write(bytes, to: file.name)
                let report = try? IndexCheck(storage).run()
                #expect(report?.problems.isEmpty != true, "byte \(offset) of \(file.name)")
            }
            try storage.write(file.bytes, to: file.name)
        }
    }

    @Test("The block of stored documents inflates to the bytes shown")
    func storedBlock() throws {
        let name = try #require(files.first { $0.name.hasSuffix(".stored") }).name
        let file = try document.bytes(of: name)
        let shown = try document.bytes(of: "stored block")
        let tail = 16 + 8 + PartWriter.footerBytes
        let block = file[PartWriter.headerBytes..<(file.count - tail)]
        #expect(Array(block).withUnsafeBytes { Inflater().inflate($0, length: shown.count) } == shown)
    }

    @Test("The long list is what the writer makes, and its bytes are read as said")
    func longList() throws {
        let (entry, postings, positions) = try FormatExample.writeLongList(to: MemoryStorage())
        let shown = (try document.bytes(of: "long list postings"), try document.bytes(of: "long list positions"))
        #expect(shown.0 == Array(postings.content))
        #expect(shown.1 == Array(positions.content))
        try withUnsafeBytesTyped(of: shown.0) { postings in
            try withUnsafeBytesTyped(of: shown.1) { positions in
                let arena = SearchArena()
                var cursor = TermCursor(
                    try PostingList(entry, postings: postings, positions: positions, documentLimit: 130), arena: arena)
                for document in 0..<UInt32(130) {
                    #expect(cursor.document.rawValue == document)
                    #expect((cursor.frequency, Array(cursor.positions())) == (1, [0]))
                    cursor.advance()
                }
                #expect(cursor.document == .end)
                #expect(arena.damage == nil)
            }
        }
    }

    @Test("The block that follows lengths is what the writer makes, and its bytes are read as said")
    func lengthBlock() throws {
        let shown = try document.bytes(of: "length block")
        let (lengths, positions) = FormatExample.lengthBlock
        let norms = lengths.map { NormEncoding.encode($0) }
        let storage = MemoryStorage()
        let parts = try [SegmentPart.postings, .positions].map { try PartWriter($0, name: $0.name, in: storage) }
        let lists = PostingListWriter(postings: parts[0], positions: parts[1])
        lists.reference = LengthReference(norms: norms)
        for (document, places) in positions.enumerated() {
            try lists.add(document: UInt32(document), norm: norms[document], frequency: UInt32(places.count))
            for place in places { try lists.add(position: place) }
        }
        let entry = try lists.finish()
        let readers = try parts.map { try PartReader(try $0.finish(segment: 0), name: $0.name, segment: 0, in: storage) }
        #expect(shown == Array(readers[1].content))
        let arena = SearchArena()
        try withUnsafeBytesTyped(of: shown) { bytes in
            try norms.withUnsafeBufferPointer { norms in
                let list = try PostingList(
                    entry, postings: readers[0].content, positions: bytes, documentLimit: 2, norms: norms.baseAddress)
                var cursor = TermCursor(list, arena: arena)
                for places in positions {
                    #expect(Array(cursor.positions()) == places)
                    cursor.advance()
                }
            }
        }
        #expect(arena.damage == nil)
    }

    @Test("The patched block is what the writer makes, and its bytes are read as said")
    func patchedBlock() throws {
        let shown = try document.bytes(of: "patched block")
        var values = FormatExample.patchedValues
        var written: [UInt8] = []
        PatchedBlock.encode(&values, into: &written)
        #expect(shown == written)
        #expect(PatchedBlock.length(at: shown, available: shown.count) == shown.count)
        var read = [UInt32](repeating: 0, count: PatchedBlock.count)
        PatchedBlock.decode(shown, into: &read)
        #expect(read == FormatExample.patchedValues)
    }
}
