/// Meeting documents of another list a block at a time.
extension TermCursor {
    /// Keeps those of some rising documents that the decoded block holds, beginning with the current one, as far as the block
    /// reaches: says how many were looked at and how many kept. The cursor stays.
    ///
    /// - Parameters:
    ///   - places: of the documents to look at; the kept ones come to stand first.
    ///   - indexes: for each one kept, its index in this block, where the block is no bitset.
    @inline(__always)
    func meet(
        _ documents: UnsafeMutablePointer<UInt32>, places: UnsafeMutableBufferPointer<UInt8>, kept: UnsafeMutablePointer<UInt8>,
        indexes: UnsafeMutablePointer<UInt8>
    ) -> (seen: Int, kept: Int) {
        var (seen, count) = (0, 0)
        if let bits {
            while seen < places.count, documents[Int(places[seen])] <= lastInBlock {
                kept[count] = UInt8(truncatingIfNeeded: seen)
                count &+= bits.contains(documents[Int(places[seen])]) ? 1 : 0
                seen &+= 1
            }
            return (seen, count)
        }
        while seen < places.count, documents[Int(places[seen])] <= lastInBlock {
            let document = documents[Int(places[seen])]
            // No search waits for the one before.
            let index = index(of: document)
            kept[count] = UInt8(truncatingIfNeeded: seen)
            indexes[count] = UInt8(truncatingIfNeeded: index)
            count &+= decoded[index] == document ? 1 : 0
            seen &+= 1
        }
        return (seen, count)
    }
}
