@testable import Apus

extension FuzzTarget {
    /// `PositionBits`: a block of positions, read whole, by skipping, by marks, by lengths and a few at a time.
    static let positions = FuzzTarget("positions", "blocks of positions, read in every way") {
        [(1, 1), (17, 3), (128, 12), (60, 2), (128, 4)].map { (documents: Int, most: Int) in
            let frequencies = (0..<documents).map { UInt32($0 % most) }
            let lengths = (0..<documents).map { norm(of: $0, step: 3) }
            let count = frequencies.reduce(0) { $0 + Int($1) + 1 }
            let values = (0..<count).map { UInt32($0 * 37 % 900) }
            let output = ByteBuffer()
            PositionBlock.encode(
                most % 2 == 0 ? byLength(values, frequencies, lengths) : values, count: count, frequencies: frequencies,
                documents: documents, norms: lengths, into: output)
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
            if mark > 0, documents > mark * PositionBlock.markedDocuments, marked.jump(toMark: mark) {
                marked.setLow(behind: step)
                _ = marked.takePosition(reaching: UInt32(step * step), behind: .max, 40)
            }
            if begun.scale != nil { try followLengths(begun, documents: documents, step: step) }
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
        bits.setLow(behind: step)
        try promise(bits.skip(step), "\(step) of \(whole.count) values cannot be skipped")
        var wanted: UInt32 = 0
        let (arena, count) = (SearchArena(), min(3, whole.count - step))
        let found = arena.allocate(UInt32.self, count: 3)
        guard bits.takePositions(count, into: found) else { return }
        for index in 0..<count {
            let position = found[index]
            wanted = index == 0 ? whole[step] : wanted &+ 1 &+ whole[step + index]
            try promise(position == wanted, "position \(position) behind \(step) values, \(wanted) read one by one")
        }
    }

    /// Norms of all kinds.
    private static func norm(of document: Int, step: Int) -> UInt8 { UInt8(truncatingIfNeeded: 5 + document * (step + 7)) % 90 }

    /// Values as they are where documents have these norms, smaller in short ones.
    private static func byLength(_ values: [UInt32], _ frequencies: [UInt32], _ norms: [UInt8]) -> [UInt32] {
        var scaled = values
        var value = 0
        for (document, frequency) in frequencies.enumerated() {
            for _ in 0...frequency {
                scaled[value] %= NormEncoding.lengths[Int(norms[document])] + 1
                value += 1
            }
        }
        return scaled
    }

    /// A block that follows lengths, whatever these are: read whole, its values are those of its documents one by one.
    private static func followLengths(_ begun: PositionBits, documents: Int, step: Int) throws {
        let room = SearchArena()
        let (numbers, frequencies) = (room.allocate(UInt32.self, count: documents), room.allocate(UInt32.self, count: documents))
        let norms = room.allocate(UInt8.self, count: documents)
        for document in 0..<documents {
            (numbers[document], frequencies[document]) = (UInt32(document), UInt32(1 + document % (1 + step % 5)))
            norms[document] = norm(of: document, step: step)
        }
        let widths = PositionWidths(
            norms: norms, documents: numbers, frequencies: frequencies, documentCount: documents, scale: begun.scale ?? 0)
        let count = (0..<documents).reduce(0) { $0 + Int(frequencies[$1]) }
        var whole = begun
        let values = room.allocate(UInt32.self, count: count)
        guard whole.takeValues(widths, into: values) else { return }
        let lows = LowBitsTable(room)
        var (known, end, before) = (0, UInt16(0), 0)
        for document in 0..<documents {
            if document == known { (known, end) = (known + 8, widths.fill(lows, from: known, start: end)) }
            let wanted = Int(frequencies[document])
            defer { before += wanted }
            guard document % (1 + step % 17) == 0 else { continue }
            var bits = begun
            bits.setLow(bit: Int(lows.starts[document]), width: Int(lows.widths[document]))
            try promise(bits.skip(before), "\(before) values are read, but not skipped")
            let one = room.allocate(UInt32.self, count: wanted)
            try promise(bits.takeValues(wanted, into: one), "document \(document) is not there by itself")
            for value in 0..<wanted {
                try promise(one[value] == values[before + value], "value \(value) of document \(document) is another by itself")
            }
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
