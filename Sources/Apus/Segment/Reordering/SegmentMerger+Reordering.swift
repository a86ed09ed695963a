extension SegmentMerger {
    /// Gives the documents an order in which similar ones lie near each other (`GraphBisection`), before `merge`.
    ///
    /// The same documents in the same order come to the same new order, whatever the threads. It takes `memory` bytes at most beside
    /// 24 a document; where the index is larger than that only its more frequent terms are looked at (`BisectionTerms`), and the
    /// order is less good.
    mutating func reorder(memory: Int, threads: Int, fork: @escaping GraphBisection.Fork) throws(IndexError) {
        do {
            let builder = ForwardIndexBuilder(
                segments: inputs.map { ($0.reader, $0.documents) }, documentCount: documentCount, memory: memory)
            let bisection = GraphBisection(try builder.build(), fork: fork, isCancelled: isCancelled)
            let order = try bisection.run(threads: threads)
            var numbers = [UInt32](repeating: 0, count: order.count)
            for (number, old) in order.enumerated() { numbers[Int(old)] = UInt32(number) }
            for input in inputs.indices { inputs[input].documents = inputs[input].documents.followed(by: numbers) }
            self.order = MergeOrder(inputs.map(\.documents))
            self.memory = memory
        } catch { throw IndexError(error) }
    }

    /// Where stored documents wait for their turn, in files named after those of the segment.
    func recordRuns(_ files: SegmentFiles) -> RecordRuns {
        let storage = storage
        return RecordRuns(memory: memory / 2, storage: storage) { number throws(StorageError) in
            try PartWriter(.stored, name: "\(files.stored.name).\(number)", in: storage)
        }
    }
}

extension DocumentStoreWriter {
    /// The documents that live on, in a new order.
    func merge(_ inputs: [MergeInput<DocumentStoreReader>], through runs: RecordRuns) throws {
        for input in inputs {
            for number in 0..<input.reader.blockCount {
                try input.reader.forEach(inBlock: number) { document, record in
                    if let number = input.documents[document] { try runs.append(record, number: number) }
                }
            }
        }
        try runs.forEach { try append(encoded: $0) }
    }
}
