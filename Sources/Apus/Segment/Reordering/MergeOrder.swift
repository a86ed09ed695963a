/// Where each document of a merged segment comes from, where a merge gives documents a new order.
struct MergeOrder {
    /// A document of one of the merge's inputs.
    struct Place {
        var input: UInt32
        var document: UInt32
    }

    /// By new number.
    let places: [Place]

    /// - Parameter inputs: the new numbers of the inputs' documents, which are those from 0 on, each once.
    init(_ inputs: [DocumentRenumbering]) {
        var places = [Place](repeating: Place(input: 0, document: 0), count: inputs.reduce(0) { $0 + $1.liveCount })
        for (input, documents) in inputs.enumerated() {
            for document in 0..<UInt32(documents.documentCount) {
                guard let number = documents[document] else { continue }
                places[Int(number)] = Place(input: UInt32(input), document: document)
            }
        }
        self.places = places
    }
}
