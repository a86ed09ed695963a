import Apus

/// Reads sources into documents, one after the other, in bounded memory.
///
/// - text: one document, the field `text`. Markdown: `title` as well.
/// - JSON Lines: a document a line; `id` is its id, else `FILE:LINE`.
/// - CSV, TSV: a document a record; the column `id` is its id, else `FILE:LINE`. See `TableRecords` for quotes.
///
/// With `InputOptions.idField` the id is that field, which stays a field too, and a record without it is a problem. A source that fails
/// in its middle keeps what came before.
package struct InputReader: Sendable {
    package let options: InputOptions

    package init(options: InputOptions = InputOptions()) {
        self.options = options
    }

    /// Reads one source and hands over what it finds, in order. Throws nothing but what `consume` throws.
    @discardableResult
    package func read(_ source: InputSource, into consume: (InputEvent) throws -> Void) throws -> InputSummary {
        var run = InputRun(source, options: options)
        do {
            try run.read(consume)
        } catch let failure as InputFailure {
            try run.report(failure, consume)
        }
        try run.reportProgress(atLeast: 1, consume)
        return run.summary
    }

    /// Whether a file is as it was when `known` was noted, and was read as it would be now: by size and time, else by size and
    /// content, which is then read.
    ///
    /// Gives back what to note now, with the new time, or nil when the file has changed or cannot be read.
    /// - Parameter trustsTime: whether the time may be enough. Where a file is known to have been written it is not: clocks of file systems
    ///   are coarse.
    package func unchanged(
        _ source: InputSource, since known: SourceTable.Entry, trustsTime: Bool = true
    ) -> SourceTable.Entry? {
        guard source.kind == .file, source.size == known.size, readsAlike(source, as: known) else { return nil }
        if trustsTime, source.modified == known.modified { return known }
        guard let file = try? FileStream(source) else { return nil }
        var chunk = [UInt8](repeating: 0, count: InputLimits.chunkBytes)
        repeat {
            guard let count = try? chunk.withUnsafeMutableBufferPointer({ try file.read(into: $0) }) else { return nil }
            if count == 0 { break }
        } while true
        guard let now = file.fingerprint.map(ReadingMark(source, options).marking), now.size == known.size, now.hash == known.hash
        else { return nil }
        return now
    }

    /// Whether the file was read as this reader would read it: as the same format, with the same ids. If not, the documents that came
    /// of it then are not those that would come of it now.
    package func readsAlike(_ source: InputSource, as known: SourceTable.Entry) -> Bool {
        ReadingMark(of: known) == ReadingMark(source, options)
    }

    /// What to note of a file of which not all could be read: which it is and how it was read, but that it is to be read again.
    package func outdated(_ source: InputSource) -> SourceTable.Entry {
        let content = SourceTable.Entry(size: SourceTable.Entry.outdatedSize, modified: source.modified, hash: 0)
        return ReadingMark(source, options).marking(content)
    }
}
