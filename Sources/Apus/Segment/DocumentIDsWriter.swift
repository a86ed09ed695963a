/// Writes the ids of a segment; see `DocumentIDsLayout`.
package struct DocumentIDsWriter {
    private let file: PartWriter
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []
    /// What the ids give to the segment's identity.
    package private(set) var identity = SegmentIdentity()

    package init(_ file: PartWriter) { self.file = file }

    /// The id of the next document.
    package mutating func append(_ id: some Collection<UInt8>) throws(IndexError) {
        bytes.append(contentsOf: id)
        guard let end = UInt32(exactly: bytes.count) else { throw .tooLarge("the ids of a segment are longer than 4 GiB") }
        let start = Int(ends.last ?? 0)
        bytes.withUnsafeBytes { identity.add(UnsafeRawBufferPointer(rebasing: $0[start...])) }
        ends.append(end)
    }

    package mutating func finish() throws(StorageError) {
        let order = sortedByID()
        try file.append(bytes)
        var table = ByteWriter()
        for end in ends { table.integer(end) }
        for document in order { table.integer(document) }
        table.integer(UInt32(ends.count))
        table.integer(UInt32(ends.count))
        try file.append(table.bytes)
    }

    private func sortedByID() -> [UInt32] {
        bytes.withUnsafeBufferPointer { bytes in
            func id(_ document: UInt32) -> UnsafeBufferPointer<UInt8> {
                let start = document == 0 ? 0 : Int(ends[Int(document) - 1])
                return UnsafeBufferPointer(rebasing: bytes[start..<Int(ends[Int(document)])])
            }
            return (0..<UInt32(ends.count)).sorted { one, other in
                let order = TermDictionaryReader.compare(id(one), id(other))
                return order == 0 ? one < other : order < 0
            }
        }
    }
}

extension DocumentIDsWriter {
    /// The ids of the documents that live on, segment by segment.
    package mutating func merge(_ inputs: [MergeInput<DocumentIDsReader>]) throws {
        for input in inputs {
            for document in 0..<UInt32(input.documents.documentCount) where input.documents[document] != nil {
                try append(try input.reader.bytes(of: document))
            }
        }
    }
}
