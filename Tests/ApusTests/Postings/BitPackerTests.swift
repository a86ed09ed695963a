import Testing

@testable import Apus

@Suite("Packing bits four lanes at once")
struct BitPackerTests {
    @Test("Every width packs as the definition says, from any address, and writes nothing behind", arguments: 0...32)
    func definition(width: Int) {
        var random = SeededRandom(seed: UInt64(width))
        let mask = UInt32(truncatingIfNeeded: (UInt64(1) << UInt64(width)) - 1)
        for shift in 0..<4 {
            let values = (0..<132).map { _ in UInt32(truncatingIfNeeded: random.next()) & mask }
            let bytes = BitPacking.bytes(width: width)
            var packed = [UInt8](repeating: 0xA5, count: bytes + 16)
            var defined = packed
            values.withUnsafeBufferPointer { values in
                let first = values.baseAddress! + shift
                packed.withUnsafeMutableBytes { BitPacker.pack(first, width: width, to: $0.baseAddress!) }
                defined.withUnsafeMutableBytes { output in
                    for lane in 0..<4 where width > 0 {
                        BitPacker.packLane(UnsafeRawPointer(first + lane), width: width, to: output.baseAddress! + lane * 4)
                    }
                }
            }
            #expect(packed == defined, "width \(width)")
            #expect(packed.suffix(16).allSatisfy { $0 == 0xA5 })
        }
    }

    @Test("A block is in the width that a search through all widths finds smallest")
    func bestWidth() {
        var random = SeededRandom(seed: 8)
        for _ in 0..<500 {
            let (width, exceptions) = (Int.random(in: 0...20, using: &random), Int.random(in: 0...40, using: &random))
            var values = (0..<128).map { _ in UInt32(truncatingIfNeeded: random.next() & (1 << UInt64(width) - 1)) }
            for _ in 0..<exceptions {
                values[Int.random(in: 0..<128, using: &random)] = UInt32(
                    truncatingIfNeeded: random.next() & (1 << UInt64(width + 9) - 1))
            }
            let smallest = Self.smallest(values)
            var block: [UInt8] = []
            PatchedBlock.encode(&values, into: &block)
            #expect(block.count == smallest)
        }
    }

    private static func smallest(_ values: [UInt32]) -> Int {
        let widest = values.map { 32 - $0.leadingZeroBitCount }.max()!
        return (max(0, widest - 8)...widest).map { width in
            let exceptions = values.count { 32 - $0.leadingZeroBitCount > width }
            return 16 * width + (exceptions == 0 ? 1 : 2 + 2 * exceptions)
        }.min()!
    }
}
