/// One block of a term dictionary while it is scanned.
struct TermBlock {
    private let firstKey: UnsafeBufferPointer<UInt8>
    private let termCount: Int
    private let start: Int
    private var keys: ByteReader
    private var entries: ByteReader
    private var postingsOffset: Int
    private var positionsOffset: Int

    /// Borrows from the dictionary.
    init(_ dictionary: TermDictionaryReader, block: Int) throws(CorruptBytes) {
        firstKey = try dictionary.firstKeys[block]
        termCount = dictionary.terms(inBlock: block)
        let (bytes, start) = try dictionary.bytes(ofBlock: block)
        self.start = start
        do throws(CorruptBytes) {
            var head = ByteReader(bytes)
            postingsOffset = try head.count(upTo: .max >> 1)
            positionsOffset = try head.count(upTo: .max >> 1)
            let length = try head.count(upTo: bytes.count)
            keys = ByteReader(try head.run(length))
            entries = ByteReader(try head.run(head.remaining))
        } catch { throw CorruptBytes(at: start + error.offset, error.reason) }
    }

    /// The entry of `key`, whose place is in this block if it is anywhere.
    mutating func find(_ key: UnsafeBufferPointer<UInt8>) throws(CorruptBytes) -> TermEntry? {
        var matched = Self.common(firstKey, key, from: 0)
        if matched == firstKey.count, matched == key.count { return try entry(at: 0) }
        for index in 1..<max(1, termCount) {
            let (shared, suffix) = try nextKey()
            if shared > matched { continue }
            if shared < matched { return nil }
            let more = Self.common(suffix, UnsafeBufferPointer(rebasing: key[matched...]), from: 0)
            matched += more
            if more == suffix.count {
                if matched == key.count { return try entry(at: index) }
            } else if matched == key.count || suffix[more] > key[matched] {
                return nil
            }
        }
        return nil
    }

    private static func common(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let end = min(one.count, other.count)
        var index = start
        while index < end, one[index] == other[index] { index &+= 1 }
        return index
    }

    /// Bytes shared with the key before, and the rest.
    mutating func nextKey() throws(CorruptBytes) -> (shared: Int, suffix: UnsafeBufferPointer<UInt8>) {
        do throws(CorruptBytes) {
            let head = Int(try keys.byte())
            var (shared, length) = (head >> 4, head & 15)
            if shared == 15 { shared += try keys.count(upTo: TermDictionaryLayout.keyBytes - 15) }
            if length == 15 { length += try keys.count(upTo: TermDictionaryLayout.keyBytes) }
            guard shared + length <= TermDictionaryLayout.keyBytes else {
                throw CorruptBytes(at: keys.offset, "a key of \(shared + length) bytes")
            }
            return (shared, try keys.run(length).assumingMemoryBound(to: UInt8.self))
        } catch { throw CorruptBytes(at: start + error.offset, error.reason) }
    }

    /// The entry that comes after `index` others, which are passed over.
    mutating func entry(at index: Int) throws(CorruptBytes) -> TermEntry {
        for _ in 0..<index { try skipEntry() }
        return try nextEntry()
    }

    /// Passes over an entry but for where its lists end. Lengths too large wrap, and no list is then found there.
    @inline(__always)
    private mutating func skipEntry() throws(CorruptBytes) {
        if var word = entries.varintWord(), word.hasFour {
            let head = word.first
            word.skip()
            if head & 1 == 1 { word.skip() }
            // A head of one byte tells whether the term is in one document.
            skipLists(head &>> 1, third: word.take(), positionsLength: word.take())
            entries.skip(word.bytesTaken)
        } else {
            try skipLongEntry()
        }
    }

    private mutating func skipLongEntry() throws(CorruptBytes) {
        do throws(CorruptBytes) {
            let head = try entries.varint()
            if head & 1 == 1 { _ = try entries.varint() }
            let third = try entries.varint()
            skipLists(head &>> 1, third: third, positionsLength: try entries.varint())
        } catch { throw CorruptBytes(at: start + error.offset, error.reason) }
    }

    @inline(__always)
    private mutating func skipLists(_ documentFrequency: UInt64, third: UInt64, positionsLength: UInt64) {
        postingsOffset &+= documentFrequency == 1 ? 0 : Int(truncatingIfNeeded: third)
        positionsOffset &+= Int(truncatingIfNeeded: positionsLength)
    }

    mutating func nextEntry() throws(CorruptBytes) -> TermEntry {
        do throws(CorruptBytes) {
            let head = try entries.count(upTo: 2 * Limits.segmentDocuments + 1)
            let documentFrequency = head >> 1
            let more = head & 1 == 0 ? 0 : try entries.varint().addingOne()
            let only = documentFrequency == 1 ? try entries.count(upTo: Limits.segmentDocuments) : nil
            let postingsLength = only == nil ? try entries.count(upTo: .max >> 2) : 0
            let positionsLength = try entries.count(upTo: .max >> 2)
            let (total, overflow) = UInt64(documentFrequency).addingReportingOverflow(more)
            let ends = (
                postingsOffset.addingReportingOverflow(postingsLength), positionsOffset.addingReportingOverflow(positionsLength)
            )
            guard documentFrequency > 0, !overflow, !ends.0.overflow, !ends.1.overflow else {
                throw CorruptBytes(at: entries.offset, "a term's figures overflow")
            }
            defer { (postingsOffset, positionsOffset) = (ends.0.partialValue, ends.1.partialValue) }
            return TermEntry(
                documentFrequency: UInt32(documentFrequency), totalFrequency: total,
                onlyDocument: only.map { DocumentID(UInt32($0)) } ?? .end, postingsOffset: postingsOffset,
                postingsLength: postingsLength, positionsOffset: positionsOffset, positionsLength: positionsLength)
        } catch { throw CorruptBytes(at: start + error.offset, error.reason) }
    }
}

extension UInt64 {
    /// One more; stays the highest value.
    fileprivate func addingOne() -> UInt64 { self == .max ? self : self + 1 }
}
