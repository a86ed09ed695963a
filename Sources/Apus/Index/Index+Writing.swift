extension Index {
    /// Gathers changes and makes them visible and durable as one commit; an error of the body gives up all of them.
    ///
    /// Durable when it returns: the documents survive a crash and, on a device that honours fsync, the loss of power. Throws what the
    /// body throws, and `IndexError`: `.readOnly`, `.storage` (a full disk; `StorageError.locked` where another process writes), or
    /// `.poisoned` after a commit whose fsync or rename failed, until the index is opened again. After any other error the last commit is as
    /// it was, and can be written to again.
    ///
    /// Waits for other threads that write; refuses at once when another process does. Returns the generation of the commit, or
    /// the last one's when nothing was changed.
    @discardableResult
    public func write(_ body: (inout IndexBatch) throws -> Void) throws -> UInt64 {
        let session = try WriteSession(self)
        defer { session.end() }
        var batch = IndexBatch(session.writer)
        try body(&batch)
        let generation = try session.commit()
        session.end()
        try mergeIfNeeded()
        return generation
    }

    /// Takes the writer's lock until `endWriting`, as a daemon does for its whole life.
    package func beginWriting() throws(IndexError) {
        try writing.hold(storage)
        try reload()
    }

    package func endWriting() { writing.release() }

    /// The last commit, and a directory without what an earlier writer left behind.
    func prepareWriting() throws(IndexError) {
        try reload().refuseDamage()
        do throws(StorageError) {
            // No merge may start in between: its files are in no commit yet either.
            try merging.withLock { (state) throws(StorageError) in
                guard !state.isRunning else { return }
                try IndexFileName.removeLeftovers(in: storage, besides: latest.manifest)
            }
        } catch { throw .storage(error) }
    }

    func commit(_ writer: IndexWriter) throws(IndexError) -> UInt64 {
        guard !writer.isEmpty else {
            writer.abandon()
            return latest.generation
        }
        let manifest: Manifest
        do throws(IndexError) { manifest = try writer.commit() } catch {
            writing.poison(by: error)
            // What it made is removed now where it can be, else by the next writer.
            writer.abandon()
            throw error
        }
        try finish(manifest)
        return manifest.generation
    }

    /// Publishes a commit that is on disk and removes the files that it no longer names.
    func finish(_ manifest: Manifest) throws(IndexError) {
        let before = latest.manifest
        try publish(manifest)
        let kept = Set(manifest.fileNames)
        // A file that cannot be removed now is removed by the next writer.
        for name in before.fileNames where !kept.contains(name) { try? storage.remove(name) }
    }
}
