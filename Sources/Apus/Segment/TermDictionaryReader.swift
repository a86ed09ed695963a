/// Looks terms up in a segment's dictionary; see `TermDictionaryLayout`. Nothing is read at open but the trailer.
package struct TermDictionaryReader: Sendable {
    private let part: PartReader
    package let termCount: Int
    let blockCount: Int
    private let indexStart: Int
    private let keysStart: Int

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
        blockCount = blocks
        self.indexStart = indexStart
        keysStart = indexStart + blocks * 8
    }

    /// The entry of a key, or nil when the segment does not hold it. O(log terms).
    package func entry(_ key: UnsafeBufferPointer<UInt8>) throws(CorruptBytes) -> TermEntry? {
        guard let block = try block(for: key) else { return nil }
        var scan = try TermBlock(self, block: block)
        return try scan.find(key)
    }

    /// The last block whose first key is not above `key`; nil when `key` is below all of them.
    func block(for key: UnsafeBufferPointer<UInt8>) throws(CorruptBytes) -> Int? {
        let wanted = KeyPrefix(key)
        var low = 0
        var high = blockCount
        while low < high {
            let middle = (low &+ high) &>> 1
            let firstKey = try firstKey(middle)
            // Behind the last key stands the trailer.
            let prefix = KeyPrefix(readingPast: firstKey)
            let isAbove = prefix == wanted ? Self.compare(firstKey, key) > 0 : wanted < prefix
            high = isAbove ? middle : high
            low = isAbove ? low : middle &+ 1
        }
        return low == 0 ? nil : low - 1
    }

    @inline(__always)
    func firstKey(_ block: Int) throws(CorruptBytes) -> UnsafeBufferPointer<UInt8> {
        let content = part.content
        let ends = indexStart &+ blockCount &* 4
        let from = block == 0 ? 0 : Int(content.loadUnaligned(fromByteOffset: ends &+ (block &- 1) &* 4, as: UInt32.self))
        let to = Int(content.loadUnaligned(fromByteOffset: ends &+ block &* 4, as: UInt32.self))
        guard to &- from >= TermDictionaryLayout.fieldBytes, to &- from <= TermDictionaryLayout.keyBytes,
            to <= content.count &- TermDictionaryLayout.trailerBytes &- keysStart
        else { throw Self.keyOutside(at: ends &+ block &* 4) }
        return UnsafeRawBufferPointer(rebasing: content[keysStart &+ from..<keysStart &+ to])
            .assumingMemoryBound(to: UInt8.self)
    }

    @inline(never)
    private static func keyOutside(at offset: Int) -> CorruptBytes {
        CorruptBytes(at: offset, "a first key is outside the dictionary's index")
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
