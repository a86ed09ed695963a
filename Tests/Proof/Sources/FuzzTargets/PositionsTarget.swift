@testable import Apus

extension FuzzTarget {
    /// `PositionBits`: a block of positions, read whole, by skipping, by marks and a few at a time.
    static let positions = FuzzTarget("positions", "blocks of positions, read in every way") {
        [(1, 1), (17, 3), (128, 12)].map { (documents: Int, most: Int) in
            let frequencies = (0..<documents).map { UInt32($0 % most) }
            let count = frequencies.reduce(0) { $0 + Int($1) + 1 }
            let values = (0..<count).map { UInt32($0 * 37 % 900) }
            let output = ByteBuffer()
            PositionBlock.encode(values, count: count, frequencies: frequencies, documents: documents, into: output)
            return [UInt8(documents), UInt8(most), 3] + Array(output.bytes)
        }
    } run: { bytes in
        var input = FuzzInput(bytes)
        let documents = Int(input.byte()) % 128 + 1
        let (step, mark) = (Int(input.byte()), Int(input.byte()) % 8)
        let content = OwnedBytes(input.takeRest())
        guard let base = content.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        let end = base + content.bytes.count
        var begun = PositionBits(start: base, end: end)
        guard begun.begin((base, end), documents: documents) else { return }
        try withExtendedLifetime(content) {
            let whole = try readWhole(begun, most: content.bytes.count * 8)
            try skip(begun, whole, step: step)
            takeFew(begun, step)
            var marked = begun
            if mark > 0, documents > mark * PositionBlock.markedDocuments, marked.jump(toMark: mark, behind: step) {
                _ = marked.forEachPosition(40) { _ in true }
            }
        }
    }

    /// All values until there are none, which ends: each takes a bit.
    private static func readWhole(_ begun: PositionBits, most: Int) throws -> [UInt32] {
        var (bits, values) = (begun, [UInt32]())
        let arena = SearchArena()
        let room = arena.allocate(UInt32.self, count: 1)
        while bits.takeValues(1, into: room) {
            values.append(room[0])
            try promise(values.count <= most, "\(values.count) values in \(most) bits")
        }
        return values
    }

    /// What is skipped is what would have been read.
    private static func skip(_ begun: PositionBits, _ whole: [UInt32], step: Int) throws {
        guard step < whole.count else { return }
        var bits = begun
        try promise(bits.skip(step), "\(step) of \(whole.count) values cannot be skipped")
        var (found, wanted) = ([UInt32](), 0 as UInt32)
        let (isSound, taken) = bits.forEachPosition(min(3, whole.count - step)) { position in
            found.append(position)
            return true
        }
        guard isSound else { return }
        for (index, position) in found.prefix(taken).enumerated() {
            wanted = index == 0 ? whole[step] : wanted &+ 1 &+ whole[step + index]
            try promise(position == wanted, "position \(position) behind \(step) values, \(wanted) read one by one")
        }
    }

    private static func takeFew(_ begun: PositionBits, _ step: Int) {
        var bits = begun
        for round in 0..<128 where bits.takeFew(1 + (round + step) % 4) == nil { break }
        var unary = begun
        let room = SearchArena()
        withExtendedLifetime(room) { _ = unary.takeUnary(128, into: room.allocate(UInt32.self, count: 128)) }
    }
}
