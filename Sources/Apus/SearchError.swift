/// Why a search gives no answer.
public enum SearchError: Error, Equatable, Sendable {
    /// A strict search met something that could not be read as written: a byte offset into the query, and what is wrong.
    case query(offset: Int, text: String)
    /// A part of the request makes no sense for this index: its name (`sort`, `facet`, `after`), and what is wrong with it.
    case option(name: String, text: String)
    /// The query, or what was asked of it, is past a limit.
    case limit(name: String, max: Int)
    /// It was cancelled.
    case cancelled
    /// A file of the index is not what it must be.
    case damaged(DamagedFile)
    /// The index could not be read.
    case index(IndexError)

    init(_ error: IndexError) {
        if case .damaged(let file) = error { self = .damaged(file) } else { self = .index(error) }
    }
}
