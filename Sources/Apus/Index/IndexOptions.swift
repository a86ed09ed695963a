/// How an index is opened.
public struct IndexOptions: Sendable {
    /// Threads that invert documents while they are added; 0 means one a processor.
    public var threads = 0
    /// Bytes that the buffers of indexing may take together; when they are full they become a segment. A merge that reorders takes as
    /// many at most, beside what it needs for each document.
    public var memory = 512 << 20
    /// Whether the index is made where there is none.
    public var createsWhenMissing = true
    /// Whether writing is refused from the start.
    public var isReadOnly = false
    /// How the text of a new index is cut into terms; an existing one must have been made with the same.
    public var analyzer = Analyzer.standard
    /// Whether small segments are merged in the background after a commit.
    public var mergesInBackground = true

    /// Which neighbouring words get lists of their own.
    package var pairs = PairOptions()

    /// The defaults.
    public init() {}

    /// The least that `memory` can be.
    public static let leastMemory = 16 << 20
}
