/// The new numbers of the documents of several segments, in the order of their ids; of equal ids in the order of the numbers.
struct DocumentIDsMerge {
    private struct Head {
        let id: UnsafeRawBufferPointer
        let document: UInt32
        let place: Int
    }

    private let inputs: [MergeInput<DocumentIDsReader>]
    private var heads: [Head?]

    init(_ inputs: [MergeInput<DocumentIDsReader>]) throws(DamagedFile) {
        self.inputs = inputs
        heads = []
        for input in inputs { heads.append(try Self.head(of: input, from: 0)) }
    }

    /// The next document, of as many as live on. O(segments).
    mutating func next() throws(DamagedFile) -> UInt32 {
        var least: (input: Int, head: Head)?
        for (input, head) in heads.enumerated() {
            guard let head else { continue }
            // An input's numbers are above those of the inputs before it, so the first of equal ids comes first.
            if least == nil || bytewiseOrder(head.id, least!.head.id) < 0 { least = (input, head) }
        }
        guard let least else { throw inputs[0].reader.damagedOrder }
        heads[least.input] = try Self.head(of: inputs[least.input], from: least.head.place + 1)
        return least.head.document
    }

    /// The first document that lives on, from a place of the order of ids.
    private static func head(of input: MergeInput<DocumentIDsReader>, from start: Int) throws(DamagedFile) -> Head? {
        for place in start..<max(start, input.reader.documentCount) {
            let document = input.reader.document(atPlace: place)
            let id = try input.reader.bytes(of: document)
            if let number = input.documents[document] { return Head(id: id, document: number, place: place) }
        }
        return nil
    }
}
