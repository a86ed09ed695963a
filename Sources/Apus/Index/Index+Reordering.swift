extension Index {
    /// Joins segments until at most `wanted` are left, and gives the documents of each of those an order of its own.
    ///
    /// Only the commit of a segment needs the right to write: other threads commit meanwhile, into segments that come behind.
    func reorder(toSegments wanted: Int) throws(IndexError) {
        waitForMerges()
        mergeTurn.take()
        merging.withLock { $0.isRunning = true }
        defer {
            merging.withLock { $0.isRunning = false }
            mergeTurn.giveBack()
        }
        try writing.hold(storage)
        defer { writing.release() }
        try writing.run(on: storage) { () throws(IndexError) in try reload().refuseDamage() }
        let segments = latest.segments
        let alone = segments.prefix(wanted - 1).map { [$0] }
        for inputs in alone + [Array(segments.dropFirst(wanted - 1))] where !inputs.isEmpty {
            try merge(inputs, reordering: true) { () throws(IndexError) in try self.writing.enter(self.storage) }
        }
    }

    /// Has a merge give its documents a new order.
    func reorder(_ merger: inout SegmentMerger) throws(IndexError) {
        let threads = options.threads > 0 ? options.threads : Processors.count
        try merger.reorder(memory: max(IndexOptions.leastMemory, options.memory), threads: threads) { one, other in
            let thread = WorkerThread(one)
            other()
            thread.join()
        }
    }
}
