/// A bit for each document of a segment.
struct SegmentBitmap: Equatable, Sendable {
    /// Documents 64 × i to 64 × i + 63 stand in word i, the first one in the lowest bit. Bits behind the last document are 0.
    private(set) var words: [UInt64]
    let documentCount: Int

    /// No documents of a segment that has so many.
    init(documentCount: Int) {
        words = [UInt64](repeating: 0, count: (documentCount + 63) / 64)
        self.documentCount = documentCount
    }

    /// Adds a document, which must be one of the segment's.
    mutating func insert(_ document: UInt32) {
        precondition(document < documentCount, "the document is one of the segment's")
        words[Int(document >> 6)] |= 1 << UInt64(document & 63)
    }

    /// Adds 64 documents of the segment from 64 × `index` on, as bits; what lies behind the last document is left out.
    mutating func insert(_ bits: UInt64, at index: Int) {
        guard words.indices.contains(index) else { return }
        words[index] |= bits & (index == words.count - 1 ? Self.lastMask(documentCount) : ~0)
    }

    /// Adds documents; those that are not the segment's are left out.
    mutating func insert(_ documents: UnsafeBufferPointer<UInt32>) {
        let limit = UInt32(clamping: documentCount)
        words.withUnsafeMutableBufferPointer { words in
            for document in documents where document < limit { words[Int(document &>> 6)] |= 1 &<< UInt64(document & 63) }
        }
    }

    /// Adds the documents of a block word by word, and returns how many its bitset holds. O(range / 64).
    mutating func insert(_ bits: DocumentBits) -> Int {
        guard UInt64(bits.first) + UInt64(bits.range) <= UInt64(documentCount) else { return 0 }
        let (start, shift) = (Int(bits.first &>> 6), UInt64(bits.first & 63))
        return words.withUnsafeMutableBufferPointer { words in
            var count = 0
            for index in 0..<bits.wordCount {
                let word = bits.word(index)
                count &+= word.nonzeroBitCount
                words[start &+ index] |= word &<< shift
                let rest = shift == 0 ? 0 : word &>> (64 &- shift)
                // Where a rest is, there are documents in the word behind.
                if rest != 0 { words[start &+ index &+ 1] |= rest }
            }
            return count
        }
    }

    /// Adds every document of the segment.
    mutating func fill() {
        for index in words.indices { insert(~0, at: index) }
    }

    /// The bits of the last word that stand for documents.
    private static func lastMask(_ documentCount: Int) -> UInt64 {
        documentCount % 64 == 0 ? ~0 : (1 << UInt64(documentCount % 64)) - 1
    }

    /// Adds the documents of another set of the same segment.
    mutating func formUnion(_ other: SegmentBitmap) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    /// Keeps the documents that another set of the same segment has too.
    mutating func formIntersection(_ other: SegmentBitmap) {
        for index in words.indices { words[index] &= other.words[index] }
    }

    /// Takes out the documents of another set of the same segment.
    mutating func subtract(_ other: SegmentBitmap) {
        for index in words.indices { words[index] &= ~other.words[index] }
    }

    /// Takes out what is deleted.
    mutating func subtract(_ deletions: Deletions?) {
        guard let deletions else { return }
        for index in words.indices { words[index] &= ~deletions.word(index) }
    }

    func contains(_ document: UInt32) -> Bool {
        document < documentCount && words[Int(document >> 6)] >> UInt64(document & 63) & 1 != 0
    }

    /// How many documents there are. O(documents / 64).
    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// How many there are that are not deleted. O(documents / 64).
    func count(without deletions: Deletions?) -> Int {
        guard let deletions else { return count }
        return words.indices.reduce(0) { $0 + (words[$1] & ~deletions.word($1)).nonzeroBitCount }
    }

    /// Whether it has so many documents from the segment's first on, without a gap. O(count / 64).
    func holdsFirst(_ count: Int) -> Bool {
        guard count <= documentCount else { return false }
        for index in 0..<count / 64 where words[index] != ~0 { return false }
        return count % 64 == 0 || (~words[count / 64]).trailingZeroBitCount >= count % 64
    }

    /// The first document not below `document`, or nil. O(documents between / 64).
    func next(_ document: UInt32) -> UInt32? {
        guard document < documentCount else { return nil }
        var index = Int(document >> 6)
        var word = words[index] & (~0 << UInt64(document & 63))
        while word == 0 {
            index += 1
            guard index < words.count else { return nil }
            word = words[index]
        }
        return UInt32(index * 64 + word.trailingZeroBitCount)
    }
}
