/// The first sixteen bytes of a key with zeros behind it, as numbers, and its length: enough to tell nearly any two keys apart without
/// going where they are.
struct TermKeyHead {
    private let first: UInt64
    private let second: UInt64
    private let count: Int

    init(_ key: [UInt8]) {
        var words: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &words) { words in key.withUnsafeBytes { words.copyBytes(from: $0.prefix(16)) } }
        (first, second, count) = (UInt64(bigEndian: words.0), UInt64(bigEndian: words.1), key.count)
    }

    /// The order of the keys, below 0, 0 or above 0; nil where these bytes do not tell.
    @inline(__always)
    func order(to other: TermKeyHead) -> Int? {
        if first != other.first { return first < other.first ? -1 : 1 }
        if second != other.second { return second < other.second ? -1 : 1 }
        return count <= 16 && other.count <= 16 ? count - other.count : nil
    }
}
