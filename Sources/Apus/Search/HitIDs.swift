/// The ids of some hits, in order, gathered before the first of them becomes a text.
///
/// They lie far apart in the index. Copied one behind the other with nothing in between, they are waited for several at a time.
struct HitIDs {
    /// Ids that are gathered at a time.
    static let most = 64

    private let ids: [UnsafeRawBufferPointer]
    private let bytes: [UInt8]
    private var index = 0
    private var start = 0

    /// - Parameter ids: stay readable until the end of `init`.
    init(_ ids: [UnsafeRawBufferPointer]) {
        self.ids = ids
        // One byte at least: all empty arrays are one, which several threads must not fill even with nothing.
        bytes = [UInt8](unsafeUninitializedCapacity: ids.reduce(1) { $0 + $1.count }) { bytes, count in
            for id in ids {
                UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: bytes[count...])).copyMemory(from: id)
                count += id.count
            }
        }
    }

    /// The next id; there must be one.
    mutating func next() -> String {
        let end = start + ids[index].count
        defer { (index, start) = (index + 1, end) }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
