/// Documents in the order of their ids' bytes, equal ids by document.
///
/// What all ids begin with is skipped, and the eight bytes behind it are compared as one number; only ties look at the bytes.
struct SortedIDs {
    private struct Key {
        var prefix: UInt64
        var document: UInt32
    }

    private(set) var documents: [UInt32] = []

    /// - Parameters: the ids one behind the other, and where each ends. O(n log n) comparisons.
    init(bytes: [UInt8], ends: [Int]) {
        bytes.withUnsafeBytes { bytes in
            func id(_ document: Int) -> UnsafeRawBufferPointer {
                UnsafeRawBufferPointer(rebasing: bytes[(document == 0 ? 0 : ends[document - 1])..<ends[document]])
            }
            let common = Self.commonPrefix(count: ends.count, of: id)
            var keys = ends.indices.map { Key(prefix: Self.prefix(of: id($0), from: common), document: UInt32($0)) }
            keys.sort { one, other in
                if one.prefix != other.prefix { return one.prefix < other.prefix }
                let order = bytewiseOrder(id(Int(one.document)), id(Int(other.document)))
                return order == 0 ? one.document < other.document : order < 0
            }
            documents = keys.map(\.document)
        }
    }

    private static func commonPrefix(count: Int, of id: (Int) -> UnsafeRawBufferPointer) -> Int {
        guard count > 0 else { return 0 }
        let first = id(0)
        return (1..<max(1, count)).reduce(first.count) { common, document in
            let other = id(document)
            return (0..<min(common, other.count)).first { first[$0] != other[$0] } ?? min(common, other.count)
        }
    }

    /// Eight bytes, the first the highest; zeros where the id ends.
    private static func prefix(of id: UnsafeRawBufferPointer, from start: Int) -> UInt64 {
        (start..<start + 8).reduce(0) { $0 << 8 | ($1 < id.count ? UInt64(id[$1]) : 0) }
    }
}
