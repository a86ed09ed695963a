/// What is written behind the blocks of a long list, one entry a block: docs/FORMAT.md, “Postings and positions”.
struct ListSkips {
    var lastDocuments: [UInt32] = []
    /// Bytes from the list's start.
    var blockEnds: [UInt32] = []
    var positionBytes: [UInt32] = []
    var impacts: [Impacts] = []

    mutating func removeAll() {
        lastDocuments.removeAll(keepingCapacity: true)
        blockEnds.removeAll(keepingCapacity: true)
        positionBytes.removeAll(keepingCapacity: true)
        impacts.removeAll(keepingCapacity: true)
    }

    /// - Parameter reference: what the peaks of the impacts were made for.
    func encode(hasPositions: Bool, reference: LengthReference?, to writer: inout ByteWriter) {
        for document in lastDocuments { writer.integer(document) }
        for end in blockEnds { writer.integer(end) }
        if hasPositions {
            writer.integer(UInt32(0))
            for byte in positionBytes { writer.integer(byte) }
        }
        for impacts in impacts { Self.append(impacts, to: &writer) }
        Self.append(Impacts.joined(impacts), to: &writer)
        writer.integer(reference?.code ?? 0)
    }

    private static func append(_ impacts: Impacts, to writer: inout ByteWriter) {
        writer.integer(UInt32(truncatingIfNeeded: impacts.packed))
        writer.integer(UInt16(truncatingIfNeeded: impacts.packed >> 32))
    }
}
