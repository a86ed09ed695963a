/// Looks terms up in a segment's dictionary; see `TermDictionaryLayout`. Nothing is read at open but the trailer and a sample of the
/// keys.
package final class TermDictionaryReader: Sendable {
    private let part: PartReader
    package let termCount: Int
    private let indexStart: Int
    let firstKeys: FirstKeys

    package init(_ part: PartReader) throws(CorruptBytes) {
        self.part = part
        let content = part.content
        guard content.count >= TermDictionaryLayout.trailerBytes else {
            throw CorruptBytes(at: 0, "the dictionary has no trailer")
        }
        let trailer = content.count - TermDictionaryLayout.trailerBytes
        var reader = ByteReader(content)
        try reader.seek(to: trailer)
        let terms = try reader.integer(UInt64.self)
        let blocks = Int(try reader.integer(UInt32.self))
        let start = try reader.integer(UInt64.self)
        guard let termCount = Int(exactly: terms), let indexStart = Int(exactly: start),
            indexStart <= trailer, blocks * 8 <= trailer - indexStart,
            blocks == (termCount / TermDictionaryLayout.blockTerms) + (termCount % TermDictionaryLayout.blockTerms > 0 ? 1 : 0)
        else { throw CorruptBytes(at: trailer, "the dictionary's trailer does not fit it") }
        self.termCount = termCount
        self.indexStart = indexStart
        firstKeys = FirstKeys(part, count: blocks, endsStart: indexStart + blocks * 4)
    }

    var blockCount: Int { firstKeys.count }

    /// The entry of a key, or nil when the segment does not hold it. O(log terms).
    package func entry(_ key: UnsafeBufferPointer<UInt8>) throws(CorruptBytes) -> TermEntry? {
        guard let block = try firstKeys.block(for: key) else { return nil }
        var scan = try TermBlock(self, block: block)
        return try scan.find(key)
    }

    /// The bytes of a block, and where they begin in the content.
    func bytes(ofBlock block: Int) throws(CorruptBytes) -> (UnsafeRawBufferPointer, Int) {
        let content = part.content
        let from = Int(content.loadUnaligned(fromByteOffset: indexStart + block * 4, as: UInt32.self))
        let to =
            block + 1 < blockCount
            ? Int(content.loadUnaligned(fromByteOffset: indexStart + (block + 1) * 4, as: UInt32.self)) : indexStart
        guard from <= to, to <= indexStart else {
            throw CorruptBytes(at: indexStart + block * 4, "a block is outside the dictionary")
        }
        return (UnsafeRawBufferPointer(rebasing: content[from..<to]), from)
    }

    func terms(inBlock block: Int) -> Int {
        min(TermDictionaryLayout.blockTerms, termCount - block * TermDictionaryLayout.blockTerms)
    }

    /// Bytewise order: below 0, 0 or above 0.
    static func compare(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Int {
        let common = min(one.count, other.count)
        for index in 0..<common where one[index] != other[index] { return Int(one[index]) - Int(other[index]) }
        return one.count - other.count
    }
}
