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

    /// Appends the block of 128 gaps; returns whether it is a bitset. `gaps` is left changed.
    @discardableResult
    static func encode(_ gaps: UnsafeMutablePointer<UInt32>, into output: ByteBuffer) -> Bool {
        var range = count
        for index in 0..<count { range &+= Int(gaps[index]) }
        let bytes = bitsetBytes(range: range)
        let width = PatchedBlock.bestWidth(gaps)
        guard range > count, bytes < 2 * PatchedBlock.length(width) else {
            PatchedBlock.encode(gaps, width, into: output)
            return false
        }
        output.append(bitsetHead)
        output.append(atMost: bytes) { bitset in
            bitset.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
            var bit = -1
            for index in 0..<count {
                bit &+= Int(gaps[index]) &+ 1
                let byte = bitset + bit &>> 3
                byte.storeBytes(of: byte.load(as: UInt8.self) | 1 &<< UInt8(truncatingIfNeeded: bit & 7), as: UInt8.self)
            }
            return bytes
        }
        return true
    }
}
