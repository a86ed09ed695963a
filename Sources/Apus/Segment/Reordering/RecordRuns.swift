/// Stored documents on their way from the order in which they are read to a new one: an external merge sort (Knuth, The Art of
/// Computer Programming 3, 5.4) whose runs hold as many records as memory does.
///
/// Each block of the old stores is inflated once. When memory is full, its records go sorted into a store of their own, under a
/// temporary name that is taken away as soon as it is open; the last run stays in memory.
final class RecordRuns {
    /// What a record takes beside its bytes.
    private static let recordBytes = 32

    private let memory: Int
    /// Makes the file of the n-th run.
    private let makeFile: (Int) throws(StorageError) -> PartWriter
    private let storage: any Storage
    private var runs: [RecordRun] = []
    private var bytes: [UInt8] = []
    private var records: [(number: UInt32, range: Range<Int>)] = []

    init(memory: Int, storage: any Storage, makeFile: @escaping (Int) throws(StorageError) -> PartWriter) {
        (self.memory, self.storage, self.makeFile) = (memory, storage, makeFile)
    }

    /// Adds the record of the document that will have this number.
    func append(_ record: UnsafeRawBufferPointer, number: UInt32) throws {
        if !records.isEmpty, bytes.count + record.count + (records.count + 1) * Self.recordBytes > memory { try spill() }
        records.append((number, bytes.count..<bytes.count + record.count))
        bytes.append(contentsOf: record)
    }

    /// Calls with all records in the order of their numbers, which are those from 0 on, each once. O(records · runs).
    func forEach(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        records.sort { $0.number < $1.number }
        runs.append(RecordRun(numbers: records.map(\.number), bytes: bytes, ranges: records.map(\.range)))
        (records, bytes) = ([], [])
        var number: UInt32 = 0
        while let run = runs.first(where: { $0.nextNumber == number }) {
            try run.takeNext(body)
            number += 1
        }
        precondition(runs.allSatisfy { $0.nextNumber == nil }, "each number comes once")
    }

    private func spill() throws {
        records.sort { $0.number < $1.number }
        let file = try makeFile(runs.count)
        do {
            let writer = DocumentStoreWriter(file)
            try bytes.withUnsafeBytes { bytes in
                for record in records { try writer.append(encoded: UnsafeRawBufferPointer(rebasing: bytes[record.range])) }
            }
            try writer.finish()
            let part = try PartReader(try file.finish(segment: 0), name: file.name, segment: 0, in: storage)
            try storage.remove(file.name)
            let store = try DocumentStoreReader(part, documentCount: records.count)
            runs.append(RecordRun(numbers: records.map(\.number), store: store))
        } catch {
            try? storage.remove(file.name)
            throw error
        }
        records.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }
}
