/// What is known of merges in the background.
struct MergeState: Sendable {
    var thread: WorkerThread?
    /// From before the thread starts until it has let go of all; longer than somebody waits for it.
    var isRunning = false
    var isCancelled = false
    var failure: IndexError?
    /// Tells the temporary files of merges from those of flushes.
    var nextNumber = 1_000_000
}

extension Index {
    /// Merges until at most `segments` are left, and drops deleted documents on the way. Documents keep their order. O(bytes), in memory
    /// that grows with ids and norms only; searches go on meanwhile, answers stay the same.
    public func merge(toSegments segments: Int = 1) throws(IndexError) {
        guard !options.isReadOnly else { throw .readOnly }
        waitForMerges()
        try writing.run(on: storage) { () throws(IndexError) in
            try reload()
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
            return try writing.run(on: storage) { () throws(IndexError) in
                while let inputs = nextMerge() { try merge(inputs) }
            }
        }
        startThread()
    }

    private func waitForMerges() {
        let thread = merging.withLock { state -> WorkerThread? in
            defer { state.thread = nil }
            return state.thread
        }
        thread?.join()
    }

    private func startThread() {
        let ended = merging.withLock { state -> WorkerThread? in
            guard !state.isRunning else { return nil }
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
    }

    /// The neighbours to join next in the commit that is newest now.
    private func nextMerge() -> [Snapshot.SegmentView]? {
        let snapshot = latest
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
    private func merge(
        _ inputs: [Snapshot.SegmentView], entering enter: (() throws(IndexError) -> Void)? = nil
    ) throws(IndexError) {
        let number = merging.withLock { state in
            defer { state.nextNumber += 1 }
            return state.nextNumber
        }
        var merger = try SegmentMerger(
            inputs.map { ($0.reader, $0.deletions?.contains) }, schema: latest.schema, storage: storage, pairs: options.pairs,
            memory: options.memory, isCancelled: { self.merging.withLock { $0.isCancelled } })
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
            writing.poison("\(error)")
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
