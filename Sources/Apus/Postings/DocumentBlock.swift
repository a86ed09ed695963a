/// The 128 documents of one block of a list: packed gaps, or a bitset where the documents lie close together.
///
///     block  = patched block of gaps to the document before, less 1
///            | 0x80 bitset        bit n is document `before + 1 + n`; as many bytes as reach the block's last document
///
/// A bitset is taken up to twice the packed size (about one document in eight): whether a document is in it is seen without
/// decoding, and 64 documents are united or met at once.
enum DocumentBlock {
    static let bitsetHead: UInt8 = 0x80
    static let count = PostingListLayout.blockDocuments

    static func bitsetBytes(range: Int) -> Int { (range &+ 7) &>> 3 }

    /// No packed block is larger than this, and a bitset is no larger than twice.
    static let longestBytes = 2 * PatchedBlock.longestBytes

    /// Writes the block of 128 gaps; returns its bytes. `gaps` is left changed. `target` has room for `longestBytes`.
    static func write(_ gaps: UnsafeMutablePointer<UInt32>, at target: UnsafeMutableRawPointer) -> Int {
        var range = count
        for index in 0..<count { range &+= Int(gaps[index]) }
        let bytes = bitsetBytes(range: range)
        guard range > count, bytes < longestBytes else { return PatchedBlock.write(gaps, at: target) }
        return withUnsafeTemporaryAllocation(byteCount: bytes, alignment: 8) { bitset in
            bitset.initializeMemory(as: UInt8.self, repeating: 0)
            var bit = -1
            for index in 0..<count {
                bit &+= Int(gaps[index]) &+ 1
                bitset[bit &>> 3] |= 1 &<< UInt8(truncatingIfNeeded: bit & 7)
            }
            let packed = PatchedBlock.write(gaps, at: target)
            guard bytes < 2 * packed else { return packed }
            target.storeBytes(of: bitsetHead, as: UInt8.self)
            (target + 1).copyMemory(from: bitset.baseAddress!, byteCount: bytes)
            return 1 + bytes
        }
    }
}
