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

    /// Appends the block of 128 gaps. `gaps` is left changed.
    static func encode(_ gaps: UnsafeMutablePointer<UInt32>, into output: inout [UInt8]) {
        var range = count
        for index in 0..<count { range &+= Int(gaps[index]) }
        let bytes = bitsetBytes(range: range)
        // No packed block is larger than this.
        guard range > count, bytes <= 2 * (2 + BitPacking.bytes(width: 32)) else { return PatchedBlock.encode(gaps, into: &output) }
        let start = output.count
        var bitset = InlineArray<1032, UInt8>(repeating: 0)
        var bit = -1
        for index in 0..<count {
            bit &+= Int(gaps[index]) &+ 1
            bitset[bit &>> 3] |= 1 &<< UInt8(truncatingIfNeeded: bit & 7)
        }
        PatchedBlock.encode(gaps, into: &output)
        guard bytes < 2 * (output.count - start) else { return }
        output.removeSubrange(start...)
        output.append(bitsetHead)
        for byte in 0..<bytes { output.append(bitset[byte]) }
    }
}
