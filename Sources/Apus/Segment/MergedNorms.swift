/// The norms of the merged segment, field by field as the dictionary passes them.
struct MergedNorms {
    private let inputs: [(SegmentReader, DocumentRenumbering)]
    private let documentCount: Int
    private var field = -1
    private var norms: [UInt8] = []

    init(_ inputs: [(SegmentReader, DocumentRenumbering)], documentCount: Int) {
        self.inputs = inputs
        self.documentCount = documentCount
    }

    mutating func of(_ wanted: Int) throws -> [UInt8] {
        guard wanted != field else { return norms }
        field = wanted
        norms = [UInt8](repeating: 0, count: documentCount)
        for (reader, documents) in inputs {
            try reader.norms.forEach(ofField: wanted) { document, norm in
                if let number = documents[document] { norms[Int(number)] = norm }
            }
        }
        return norms
    }
}
