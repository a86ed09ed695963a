/// Writes the ids of a segment's documents, both ways.
///
///     content = bytes end × n  document:u32 × n  idBytes:u64 n:u32
///     bytes   = the ids one behind the other, in document order; idBytes together
///     end     = where each document's id ends in the bytes: u32, or u64 when idBytes ≥ 4 GiB
///     then the documents in the order of their ids' bytes, the same id twice: by document
///
/// Either all documents are appended, or a merge brings them all.
package struct DocumentIDsWriter {
    package static let tailBytes = 12

    private let file: PartWriter
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var inputs: [MergeInput<DocumentIDsReader>] = []
    private var order: MergeOrder?
    /// What the ids give to the segment's identity.
    package private(set) var identity = SegmentIdentity()

    package init(_ file: PartWriter) { self.file = file }

    /// The id of the next document; it is held until the end.
    package mutating func append(_ id: some Collection<UInt8>) {
        let start = bytes.count
        bytes.append(contentsOf: id)
        bytes.withUnsafeBytes { identity.add(UnsafeRawBufferPointer(rebasing: $0[start...])) }
        ends.append(bytes.count)
    }

    /// The ids of the documents that live on, segment by segment or in a given order, copied without being held.
    mutating func merge(_ inputs: [MergeInput<DocumentIDsReader>], inOrder order: MergeOrder? = nil) throws {
        precondition(ends.isEmpty && self.inputs.isEmpty, "a merge brings all documents")
        self.inputs = inputs
        self.order = order
        try forEachID { id in
            identity.add(id)
            try file.append(id)
        }
    }

    /// Writes the ends, the order and the tail.
    package func finish() throws {
        try inputs.isEmpty ? writeAppended() : writeMerged()
    }

    private func writeAppended() throws {
        try file.append(bytes)
        let isNarrow = ByteRuns.endBytes(UInt64(bytes.count)) == 4
        for end in ends { try isNarrow ? file.integer(UInt32(end)) : file.integer(UInt64(end)) }
        for document in SortedIDs(bytes: bytes, ends: ends).documents { try file.integer(document) }
        try writeTail(idBytes: UInt64(bytes.count), documentCount: ends.count)
    }

    private func writeMerged() throws {
        let idBytes = file.contentOffset
        let isNarrow = ByteRuns.endBytes(idBytes) == 4
        var end: UInt64 = 0
        try forEachID { id in
            end += UInt64(id.count)
            try isNarrow ? file.integer(UInt32(end)) : file.integer(end)
        }
        let documentCount = inputs.reduce(0) { $0 + $1.documents.liveCount }
        var merge = try DocumentIDsMerge(inputs)
        for _ in 0..<documentCount { try file.integer(try merge.next()) }
        try writeTail(idBytes: idBytes, documentCount: documentCount)
    }

    /// Calls with the ids of the documents that live on, by their new numbers.
    private func forEachID(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard let order else {
            for input in inputs {
                for document in 0..<UInt32(input.reader.documentCount) where input.documents[document] != nil {
                    try body(try input.reader.bytes(of: document))
                }
            }
            return
        }
        for place in order.places { try body(try inputs[Int(place.input)].reader.bytes(of: place.document)) }
    }

    private func writeTail(idBytes: UInt64, documentCount: Int) throws {
        try file.integer(idBytes)
        try file.integer(UInt32(documentCount))
    }
}
