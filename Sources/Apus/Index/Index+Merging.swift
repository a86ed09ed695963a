/// What is known of merges in the background.
struct MergeState: Sendable {
    var thread: WorkerThread?
    /// From before files are made beside commits until the last of them has its name, or is gone; longer than somebody waits for it.
    var isRunning = false
    var isCancelled = false
    var failure: IndexError?
    /// Tells the temporary files of merges from those of flushes.
    var nextNumber = 1_000_000
}

extension Index {
    /// Merges until at most `segments` are left, and drops deleted documents on the way. Documents keep their order. O(bytes), in memory
    /// that grows with ids and norms only; searches go on meanwhile, answers stay the same.
    ///
    /// With `reordering` documents that have words in common come to lie near each other, which makes the index smaller and searches
    /// faster. Every segment that is left is written anew, the documents of each in an order of its own. Documents and scores stay the
    /// same; equal scores rank by the new order. The same documents in the same order always come to the same new one. That takes a few
    /// times as long, and of memory 50 bytes a document, and beside it at most `IndexOptions.memory`: of an index that is larger only the more
    /// frequent terms are looked at, and the order is less good. Other threads may commit meanwhile; what they add keeps the order in which
    /// it comes.
    public func merge(toSegments segments: Int = 1, reordering: Bool = false) throws(IndexError) {
        guard !options.isReadOnly else { throw .readOnly }
        if reordering { return try reorder(toSegments: max(1, segments)) }
        waitForMerges()
        mergeTurn.take()
        defer { mergeTurn.giveBack() }
        try writing.run(on: storage) { () throws(IndexError) in
            try reload().refuseDamage()
            while let inputs = nextMerge(toSegments: max(1, segments)) { try merge(inputs) }
        }
    }

    /// Waits until no merge runs in the background; throws what one of them failed with.
    public func finishMerging() throws(IndexError) {
        waitForMerges()
        if let failure = merging.withLock({ $0.failure }) { throw failure }
    }

    /// Starts merging in the background where the policy finds work; inline where only one thread may be used.
    package func mergeIfNeeded() throws(IndexError) {
        guard options.mergesInBackground, nextMerge() != nil else { return }
        if options.threads == 1 {
            guard mergeTurn.takeIfFree() else { return }
            defer { mergeTurn.giveBack() }
            return try writing.run(on: storage) { () throws(IndexError) in
                while let inputs = nextMerge() { try merge(inputs) }
            }
        }
        startThread()
    }

    func waitForMerges() {
        let thread = merging.withLock { state -> WorkerThread? in
            defer { state.thread = nil }
            return state.thread
        }
        thread?.join()
    }

    private func startThread() {
        let ended = merging.withLock { state -> WorkerThread? in
            guard !state.isRunning, mergeTurn.takeIfFree() else { return nil }
            let ended = state.thread
            state.isRunning = true
            state.failure = nil
            state.thread = WorkerThread { [weak self] in self?.mergeInBackground() }
            return ended
        }
        ended?.join()
    }

    private func mergeInBackground() {
        do throws(IndexError) {
            // The storage's lock for all of it: another process must not write while files of a merge are there.
            try writing.hold(storage)
            defer { writing.release() }
            while let inputs = nextMerge() { try merge(inputs) { () throws(IndexError) in try self.writing.enter(self.storage) } }
        } catch {
            merging.withLock { $0.failure = error }
        }
        merging.withLock { $0.isRunning = false }
        mergeTurn.giveBack()
    }

    /// The neighbours to join next in the commit that is newest now.
    private func nextMerge() -> [Snapshot.SegmentView]? {
        let snapshot = latest
        guard snapshot.firstDamage == nil else { return nil }
        let range = MergePolicy().next(
            snapshot.manifest.segments.map { record in
                MergePolicy.Segment(
                    liveDocuments: Int(record.liveCount), bytes: record.byteCount,
                    deletedFraction: Double(record.documentCount - record.liveCount) / Double(max(1, record.documentCount)))
            })
        return range.map { Array(snapshot.segments[$0]) }
    }

    private func nextMerge(toSegments wanted: Int) -> [Snapshot.SegmentView]? {
        let segments = latest.segments
        if segments.count > wanted { return Array(segments[(wanted - 1)...]) }
        return segments.first { $0.deletions != nil }.map { [$0] }
    }

    /// Joins neighbouring segments into one and commits that. The generation stays: nobody's answers change.
    ///
    /// Commits may come while the segment is written; what they deleted is deleted in it too. `enter` is called before the merge is
    /// committed where the right to write is not held yet, and given back afterwards.
    func merge(
        _ inputs: [Snapshot.SegmentView], reordering: Bool = false, entering enter: (() throws(IndexError) -> Void)? = nil
    ) throws(IndexError) {
        let number = merging.withLock { state in
            defer { state.nextNumber += 1 }
            return state.nextNumber
        }
        var merger = try SegmentMerger(
            inputs.map { ($0.reader, $0.deletions?.contains) }, schema: latest.schema, storage: storage, pairs: options.pairs,
            memory: options.memory, isCancelled: { self.merging.withLock { $0.isCancelled } })
        if reordering { try reorder(&merger) }
        let merged = try merger.merge(number: number)
        try enter?()
        defer { if enter != nil { writing.leave() } }
        var manifest = latest.manifest
        let adopted = try merged.map { record throws(IndexError) in try adopt(record, in: manifest, inputs: inputs, merger) }
        let isInput = { (record: SegmentRecord) in inputs.contains { $0.reader.record.isSameSegment(as: record) } }
        let place = manifest.segments.firstIndex(where: isInput) ?? manifest.segments.count
        manifest.segments.removeAll(where: isInput)
        if let adopted, adopted.liveCount > 0 {
            manifest.segments.insert(adopted, at: place)
        } else {
            // All of it died meanwhile.
            for name in adopted?.fileNames ?? [] { try? storage.remove(name) }
        }
        do throws(StorageError) { try manifest.commit(to: storage) } catch {
            writing.poison(by: .storage(error))
            throw .storage(error)
        }
        try finish(manifest)
    }

    /// The merged segment's record with the deletions that its inputs got while they were merged.
    private func adopt(
        _ merged: SegmentRecord, in manifest: Manifest, inputs: [Snapshot.SegmentView], _ merger: SegmentMerger
    ) throws(IndexError) -> SegmentRecord {
        let now = latest.segments
        var dead: [UInt32] = []
        for (place, input) in inputs.enumerated() {
            let current = now.first { $0.reader.record.isSameSegment(as: input.reader.record) }
            for document in 0..<UInt32(input.reader.documentCount) {
                // A segment that is gone has lost all its documents.
                guard current?.isDeleted(DocumentID(document)) ?? true, let number = merger.number(of: document, in: place) else {
                    continue
                }
                dead.append(number)
            }
        }
        guard !dead.isEmpty else { return merged }
        var record = merged
        do throws(StorageError) {
            let deletions = Deletions(documentCount: Int(merged.documentCount)).inserting(dead)
            record.deletions = try deletions.write(for: merged, generation: manifest.generation, in: storage)
        } catch { throw .storage(error) }
        return record
    }
}
