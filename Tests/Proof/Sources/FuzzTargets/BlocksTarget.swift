@testable import Apus

extension FuzzTarget {
    /// `PatchedBlock`, and `DocumentBits` in a range of its own.
    static let blocks = FuzzTarget("blocks", "packed integers with exceptions, and bitsets of documents") {
        [0, 3, 7, 17, 32].map { (width: UInt32) in
            var values = (0..<128).map { UInt32(truncatingIfNeeded: $0 * 2_654_435_761) >> (32 - min(32, max(1, width))) }
            values[9] = .max
            var block: [UInt8] = []
            values.withUnsafeMutableBufferPointer { PatchedBlock.encode($0.baseAddress!, into: &block) }
            return shortBytes(300) + wordBytes(5) + block
        } + [shortBytes(128) + wordBytes(0) + [UInt8](repeating: 0xFF, count: 24)]
    } run: { bytes in
        var input = FuzzInput(bytes)
        let (range, first) = (input.figure(upTo: 4000), UInt32(truncatingIfNeeded: input.word()))
        let content = OwnedBytes(input.takeRest())
        guard let base = content.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        try withExtendedLifetime(content) {
            try readBlock(base, content.bytes.count)
            // Words are read whole: a list has more than one behind each bitset.
            if range >= 128, DocumentBlock.bitsetBytes(range: range) + 8 <= content.bytes.count {
                try readBits(DocumentBits(base, first: first, range: range))
            }
        }
    }

    private static func readBlock(_ base: UnsafePointer<UInt8>, _ count: Int) throws {
        guard let length = PatchedBlock.length(at: base, available: count) else { return }
        try promise(length <= count, "a block of \(length) bytes in \(count)")
        let arena = SearchArena()
        let (values, again) = (arena.allocate(UInt32.self, count: 128), arena.allocate(UInt32.self, count: 128))
        PatchedBlock.decode(base, into: values)
        let decoded = Array(UnsafeBufferPointer(start: values, count: 128))
        var written: [UInt8] = []
        PatchedBlock.encode(values, into: &written)
        let block = OwnedBytes(written)
        withExtendedLifetime(block) {
            PatchedBlock.decode(block.bytes.baseAddress!.assumingMemoryBound(to: UInt8.self), into: again)
        }
        try promise(Array(UnsafeBufferPointer(start: again, count: 128)) == decoded, "a block comes back otherwise")
    }

    private static func readBits(_ bits: DocumentBits) throws {
        let arena = SearchArena()
        let documents = arena.allocate(UInt32.self, count: 256)
        let isWhole = bits.expand(into: documents)
        var (found, target) = ([UInt32](), bits.first)
        while found.count <= bits.range, let next = bits.next(target) {
            try promise(next &- bits.first < UInt32(bits.range) && bits.contains(next), "bit \(next) of \(bits.range)")
            found.append(next)
            guard Int(next &- bits.first) + 1 < bits.range else { break }
            target = next &+ 1
        }
        if isWhole { try promise(found == Array(UnsafeBufferPointer(start: documents, count: 128)), "two readings of a bitset") }
        let last = bits.range - 1
        try promise(bits.count(from: 0, to: last) == found.count { $0 &- bits.first < UInt32(last) }, "counted otherwise")
    }
}
