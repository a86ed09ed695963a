import Testing

@testable import Apus

@Suite("Patched blocks of 128 integers")
struct PatchedBlockTests {
    @Test("Every width comes back, with exceptions and without, reading nothing behind the block", arguments: 0...32)
    func roundTrip(width: Int) throws {
        var random = SeededRandom(seed: UInt64(width))
        for exceptions in [0, 1, 3, 40] {
            var values = (0..<128).map { _ in Self.value(width, &random) }
            for _ in 0..<exceptions {
                values[Int.random(in: 0..<128, using: &random)] = Self.value(
                    min(32, width + Int.random(in: 1...9, using: &random)), &random)
            }
            let block = Self.encoded(values)
            let guarded = GuardedBytes(block)
            let bytes = try #require(guarded.bytes.baseAddress).assumingMemoryBound(to: UInt8.self)
            #expect(PatchedBlock.length(at: bytes, available: block.count) == block.count)
            #expect(Self.decoded(bytes) == values, "width \(width), \(exceptions) exceptions")
        }
    }

    @Test("A block is never longer than the widest of its values makes it")
    func size() {
        var random = SeededRandom(seed: 3)
        for width in 0...32 {
            let values = (0..<128).map { _ in Self.value(width, &random) }
            #expect(Self.encoded(values).count <= 1 + 16 * width)
        }
    }

    @Test("A block that is cut, or whose head no block has, has no length")
    func cut() {
        var random = SeededRandom(seed: 4)
        for width in [1, 7, 20, 32] {
            var values = (0..<128).map { _ in Self.value(width, &random) }
            values[5] = .max
            let block = Self.encoded(values)
            for count in 0..<block.count {
                let guarded = GuardedBytes(Array(block.prefix(count)))
                guard let base = guarded.bytes.baseAddress else { continue }
                #expect(PatchedBlock.length(at: base.assumingMemoryBound(to: UInt8.self), available: count) == nil)
            }
        }
        for head in UInt8.min...UInt8.max where head >= 128 || head & 63 > 32 {
            let bytes = [head] + [UInt8](repeating: 0, count: 600)
            #expect(bytes.withUnsafeBufferPointer { PatchedBlock.length(at: $0.baseAddress!, available: $0.count) } == nil)
        }
    }

    @Test("Any bytes with a length decode to something, within their bounds")
    func hostile() throws {
        var random = SeededRandom(seed: 5)
        var decodedCount = 0
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 1...700, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            let guarded = GuardedBytes(bytes)
            let base = try #require(guarded.bytes.baseAddress).assumingMemoryBound(to: UInt8.self)
            guard PatchedBlock.length(at: base, available: bytes.count) != nil else { continue }
            decodedCount += Self.decoded(base).count / 128
        }
        #expect(decodedCount > 100)
    }

    private static func value(_ width: Int, _ random: inout SeededRandom) -> UInt32 {
        width == 0 ? 0 : UInt32(truncatingIfNeeded: random.next() >> UInt64(64 - width))
    }

    private static func encoded(_ values: [UInt32]) -> [UInt8] {
        var values = values
        var block: [UInt8] = []
        values.withUnsafeMutableBufferPointer { PatchedBlock.encode($0.baseAddress!, into: &block) }
        return block
    }

    private static func decoded(_ bytes: UnsafePointer<UInt8>) -> [UInt32] {
        let arena = SearchArena()
        return withExtendedLifetime(arena) {
            let values = arena.allocate(UInt32.self, count: 128)
            PatchedBlock.decode(bytes, into: values)
            return Array(UnsafeBufferPointer(start: values, count: 128))
        }
    }
}
