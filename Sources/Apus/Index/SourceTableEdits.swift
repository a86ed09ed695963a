/// Changes of a source table, by rising paths: an entry to put in place, or nil where one is to be taken away.
///
/// All paths lie in one array, for half a million of them are sorted here.
struct SourceTableEdits {
    private struct Edit {
        var start: Int
        var end: Int
        var entry: SourceTable.Entry?
    }

    private var paths: [UInt8] = []
    private var edits: [Edit] = []
    /// The edit that `path` and `entry` are of; `count` when all have been looked at.
    private(set) var next = 0

    /// A path in both is changed.
    init(changes: [ExactText: SourceTable.Entry], removals: Set<ExactText>) {
        edits.reserveCapacity(changes.count + removals.count)
        for path in removals where changes[path] == nil { append(path.text, nil) }
        for (path, entry) in changes { append(path.text, entry) }
        paths.withUnsafeBytes { bytes in
            edits.sort { bytes[$0.start..<$0.end].precedes(bytes[$1.start..<$1.end]) }
        }
    }

    var isAtEnd: Bool { next == edits.count }
    var entry: SourceTable.Entry? { edits[next].entry }

    mutating func advance() { next += 1 }

    func withPath<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        let edit = edits[next]
        return try withUnsafeBytesTyped(of: paths) { (bytes) throws(E) in
            try body(UnsafeRawBufferPointer(rebasing: bytes[edit.start..<edit.end]))
        }
    }

    private mutating func append(_ path: String, _ entry: SourceTable.Entry?) {
        let start = paths.count
        paths.append(contentsOf: path.utf8)
        edits.append(Edit(start: start, end: paths.count, entry: entry))
    }
}

extension Slice<UnsafeRawBufferPointer> {
    fileprivate func precedes(_ other: Self) -> Bool {
        UnsafeRawBufferPointer(rebasing: self).precedes(UnsafeRawBufferPointer(rebasing: other))
    }
}
