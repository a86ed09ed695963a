/// The right to write, held over any number of commits in a row; `Index.write` is one session with one commit.
///
/// One thread uses it. `end` gives the right back; what was gathered since the last commit is given up.
package final class WriteSession {
    private let index: Index
    package private(set) var writer: IndexWriter
    private var isOpen = true

    /// Waits for other threads that write; refuses at once when another process does.
    package init(_ index: Index) throws(IndexError) {
        guard !index.options.isReadOnly else { throw .readOnly }
        self.index = index
        try index.writing.enter(index.storage)
        do throws(IndexError) {
            try index.prepareWriting()
        } catch {
            index.writing.leave()
            throw error
        }
        writer = IndexWriter(index, base: index.latest, options: index.options)
    }

    deinit { end() }

    /// Makes what was gathered visible and durable as one, and goes on with nothing gathered. Returns the newest generation.
    @discardableResult
    package func commit() throws(IndexError) -> UInt64 {
        // Whether it is committed or given up, the writer is used up.
        defer { writer = IndexWriter(index, base: index.latest, options: index.options) }
        return try index.commit(writer)
    }

    package func end() {
        guard isOpen else { return }
        isOpen = false
        writer.abandon()
        index.writing.leave()
    }
}
