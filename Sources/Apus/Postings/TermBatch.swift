/// Terms of one field that wait for a `TermTable` to look them up together, each hashed and with zeros behind it.
///
/// Its memory is made once and used again and again.
final class TermBatch {
    /// Terms that fit; long ones may fill a batch before.
    static let capacity = 64
    private static let byteCapacity = capacity * 16 + longestBytes
    private static let longestBytes = PaddedTerm.paddedCount(Limits.termBytes)

    struct Entry: BitwiseCopyable {
        var hash: UInt32
        /// Length and field as a record of the table states them.
        var identity: UInt32
        /// Where the term begins in `bytes`.
        var offset: Int

        @inline(__always)
        var length: Int { Int(identity & 0xFF) }
    }

    private(set) var field = 0
    private(set) var count = 0
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
    /// Eight bytes more than are used can be read behind any term.
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: byteCapacity + 8, alignment: 8)
    private var usedBytes = 0

    init() { bytes.initializeMemory(as: UInt8.self, repeating: 0, count: Self.byteCapacity + 8) }

    deinit {
        entries.deallocate()
        bytes.deallocate()
    }

    /// Whether another term may not fit.
    @inline(__always)
    var isFull: Bool { count == Self.capacity || usedBytes > Self.byteCapacity &- Self.longestBytes }

    /// Forgets all terms; those to come are of this field.
    func begin(field: Int) {
        self.field = field
        removeAll()
    }

    func removeAll() {
        count = 0
        usedBytes = 0
    }

    /// Adds a term to a batch that is not full.
    @inline(__always)
    func append(_ term: PaddedTerm) {
        let target = bytes + usedBytes
        var offset = 0
        repeat {
            target.storeBytes(
                of: term.start.loadUnaligned(fromByteOffset: offset, as: UInt64.self), toByteOffset: offset, as: UInt64.self)
            offset &+= 8
        } while offset < term.count
        append(length: term.count)
    }

    /// Adds a term of 1 to 255 bytes without zeros behind it to a batch that is not full.
    func append(_ term: UnsafeBufferPointer<UInt8>) {
        let padded = PaddedTerm.paddedCount(term.count)
        (bytes + usedBytes).initializeMemory(as: UInt8.self, repeating: 0, count: padded)
        (bytes + usedBytes).copyMemory(from: UnsafeRawPointer(term.baseAddress!), byteCount: term.count)
        append(length: term.count)
    }

    @inline(__always)
    private func append(length: Int) {
        let identity = TermTable.Record.identity(field: field, termLength: length)
        let padded = PaddedTerm.paddedCount(length)
        let hash = TermHash.value(identity: identity, UnsafeRawPointer(bytes + usedBytes), paddedCount: padded)
        entries[count] = Entry(hash: hash, identity: identity, offset: usedBytes)
        usedBytes &+= padded
        count &+= 1
    }
}
