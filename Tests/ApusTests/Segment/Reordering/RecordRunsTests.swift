import Testing

@testable import Apus

@Suite("Stored documents brought into another order")
struct RecordRunsTests {
    @Test("They come in the order of their numbers, however few fit into memory", arguments: [0, 1, 100, 5000, 1 << 20])
    func order(memory: Int) throws {
        var random = SeededRandom(seed: UInt64(memory))
        let numbers = (0..<UInt32(300)).shuffled(using: &random)
        let storage = MemoryStorage()
        let runs = RecordRuns(memory: memory, storage: storage) { number throws(StorageError) in
            try PartWriter(.stored, name: "new-\(number)", in: storage)
        }
        for number in numbers {
            try Self.record(number).withUnsafeBytes { try runs.append($0, number: number) }
            #expect(try storage.names() == [])
        }
        var found: [[UInt8]] = []
        try runs.forEach { found.append(Array($0)) }
        #expect(found == (0..<300).map(Self.record))
    }

    private static func record(_ number: UInt32) -> [UInt8] {
        [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: Int(number) * 7 % 100) + Array("\(number)".utf8)
    }

    @Test("None are none")
    func none() throws {
        let storage = MemoryStorage()
        let runs = RecordRuns(memory: 10, storage: storage) { _ throws(StorageError) in
            try PartWriter(.stored, name: "x", in: storage)
        }
        try runs.forEach { _ in Issue.record("there is no record") }
    }
}
