/// The records of an inflated block: the array of their ends, then the records.
struct StoredBlock {
    let count: Int
    private let ends: PackedIntegers<UInt32>
    private let records: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer, documents: Int) throws(CorruptBytes) {
        guard documents <= bytes.count / 4 else { throw CorruptBytes(at: 0, "the block is too short for \(documents) records") }
        count = documents
        ends = PackedIntegers(UnsafeRawBufferPointer(rebasing: bytes[..<(4 * documents)]))
        records = UnsafeRawBufferPointer(rebasing: bytes[(4 * documents)...])
        guard documents == 0 || Int(ends[documents - 1]) == records.count else {
            throw CorruptBytes(at: 4 * documents, "the records have \(records.count) bytes, not as many as their ends say")
        }
    }

    func record(_ index: Int) throws(CorruptBytes) -> UnsafeRawBufferPointer {
        guard index >= 0, index < count else { throw CorruptBytes(at: 0, "the block has no record \(index)") }
        let start = index == 0 ? 0 : Int(ends[index - 1])
        let end = Int(ends[index])
        guard start <= end, end <= records.count else { throw CorruptBytes(at: 4 * index, "a record is outside its block") }
        return UnsafeRawBufferPointer(rebasing: records[start..<end])
    }
}
