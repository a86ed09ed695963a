/// What a segment's filter says of one pair of neighbours; borrows the segment's map.
///
/// Reads whole words of one row, which the reader has seen to be within the file: whatever its bytes say, an answer is "maybe" or
/// "no".
package struct NeighbourRow: BitwiseCopyable {
    private let row: UnsafeRawPointer
    private let hash: UInt64

    /// - Parameter row: `NeighbourFilterLayout.rowBytes` bytes.
    init(_ row: UnsafeRawPointer, hash: UInt64) { (self.row, self.hash) = (row, hash) }

    /// False where the second word does not follow the first anywhere in the document.
    @inline(__always)
    package func mayHold(_ document: UInt32) -> Bool {
        let (word, bits) = NeighbourFilterLayout.probe(hash, document)
        return UInt64(littleEndian: row.loadUnaligned(fromByteOffset: word &* 8, as: UInt64.self)) & bits == bits
    }

    /// Keeps those places whose documents may hold the pair; returns how many.
    @inline(__always)
    func keep(_ places: UnsafeMutablePointer<UInt8>, _ count: Int, of documents: UnsafePointer<UInt32>) -> Int {
        var kept = 0
        for index in 0..<count {
            let place = places[index]
            places[kept] = place
            kept &+= mayHold(documents[Int(place)]) ? 1 : 0
        }
        return kept
    }
}
