/// What is known of merges in the background.
struct MergeState: Sendable {
    var thread: WorkerThread?
    var isDone = false
    var isCancelled = false
    var failure: IndexError?
    /// Tells the temporary files of merges from those of flushes.
    var nextNumber = 1_000_000
}

extension Index {
    /// Merges until at most `segments` are left, and drops deleted documents on the way. Documents keep their order.
    public func merge(toSegments segments: Int = 1) throws(IndexError) {
        guard !options.isReadOnly else { throw .readOnly }
        waitForMerges()
        try writing.run(on: storage) { () throws(IndexError) in
            try reload()
            while let range = nextMerge(toSegments: max(1, segments)) { try merge(range) }
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
                while let range = nextMerge() { try merge(range) }
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
        guard merging.withLock({ $0.thread == nil || $0.isDone }) else { return }
        waitForMerges()
        merging.withLock { state in
            state.isDone = false
            state.failure = nil
            state.thread = WorkerThread { [weak self] in self?.mergeInBackground() }
        }
    }

    private func mergeInBackground() {
        do throws(IndexError) {
            while let range = nextMerge() {
                try writing.run(on: storage) { () throws(IndexError) in
                    try reload()
                    if let range = nextMerge() ?? (range.upperBound <= latest.segments.count ? range : nil) { try merge(range) }
                }
            }
        } catch {
            merging.withLock { $0.failure = error }
        }
        merging.withLock { $0.isDone = true }
    }

    private func nextMerge() -> Range<Int>? {
        MergePolicy().next(
            latest.manifest.segments.map { record in
                MergePolicy.Segment(
                    bytes: record.byteCount,
                    deletedFraction: Double(record.documentCount - record.liveCount) / Double(record.documentCount))
            })
    }

    private func nextMerge(toSegments wanted: Int) -> Range<Int>? {
        let records = latest.manifest.segments
        if records.count > wanted { return (wanted - 1)..<records.count }
        return records.firstIndex { $0.deletions != nil }.map { $0..<$0 + 1 }
    }

    /// Joins neighbouring segments into one and commits that. The generation stays: nobody's answers change.
    private func merge(_ range: Range<Int>) throws(IndexError) {
        let snapshot = latest
        let number = merging.withLock { state in
            defer { state.nextNumber += 1 }
            return state.nextNumber
        }
        var merger = try SegmentMerger(
            Array(snapshot.segments[range]), schema: snapshot.schema, storage: storage,
            isCancelled: { self.merging.withLock { $0.isCancelled } })
        let merged = try merger.merge(number: number)
        var manifest = snapshot.manifest
        manifest.segments.replaceSubrange(range, with: merged.map { [$0] } ?? [])
        do throws(StorageError) { try manifest.commit(to: storage) } catch {
            writing.poison("\(error)")
            throw .storage(error)
        }
        try finish(manifest)
    }
}
