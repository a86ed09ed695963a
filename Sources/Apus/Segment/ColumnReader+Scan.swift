extension ColumnReader {
    /// Calls with the places of values from a multiple of 64 on, 64 at a time, and a bit for each that lies in a range.
    ///
    /// The range is moved into the column's frame, so packed values are compared as they are: O(count), without a branch a value. What is
    /// wrong in a file may give wrong bits, never a place outside the column.
    /// - Parameters:
    ///   - range: bits of `ColumnValue`, or numbers of words.
    ///   - body: false ends the scan.
    func scan<E: Error>(_ range: ClosedRange<UInt64>, _ body: (Int, UInt64) throws(E) -> Bool) throws(E) {
        guard let range = packed(range) else { return }
        switch width {
        case 0: try scan(0..<count, body) { _, count in count < 64 ? (1 << UInt64(count)) - 1 : ~0 }
        case 1: try scan(UInt8.self, range, body)
        case 2: try scan(UInt16.self, range, body)
        case 4: try scan(UInt32.self, range, body)
        default: try scan(UInt64.self, range, body)
        }
    }

    /// How many values lie in a range, compared as they are packed and many at once. O(count).
    /// - Parameter goesOn: asked every few thousand values; false ends the count.
    func countValues(_ range: ClosedRange<UInt64>, while goesOn: () -> Bool) -> Int {
        guard let range = packed(range) else { return 0 }
        switch width {
        case 0: return count
        case 1: return countValues(UInt8.self, range, goesOn)
        case 2: return countValues(UInt16.self, range, goesOn)
        case 4: return countValues(UInt32.self, range, goesOn)
        default: return countValues(UInt64.self, range, goesOn)
        }
    }

    private func countValues<Packed: FixedWidthInteger & UnsignedInteger>(
        _ type: Packed.Type, _ range: ClosedRange<UInt64>, _ goesOn: () -> Bool
    ) -> Int {
        guard let low = Packed(exactly: range.lowerBound), let base = values.baseAddress else { return 0 }
        let span = Packed(clamping: range.upperBound) - low
        // So few that their number fits a value: counters as wide as the values stand in one vector each.
        let most = min(1 << 13, Int(clamping: Packed.max))
        var (total, start) = (0, 0)
        while start < count, goesOn() {
            let end = min(start + most, count)
            var found: Packed = 0
            // A plain `while`, which becomes vector instructions; a `for` over a range has become a branch a value.
            var index = start
            while index < end {
                // `count` values of this width are there.
                let value = base.loadUnaligned(fromByteOffset: index &* MemoryLayout<Packed>.size, as: Packed.self)
                found &+= (Packed(littleEndian: value) &- low <= span) ? 1 : 0
                index &+= 1
            }
            total += Int(found)
            start = end
        }
        return total
    }

    /// The packed values of those in a range; nil where none can be.
    private func packed(_ range: ClosedRange<UInt64>) -> ClosedRange<UInt64>? {
        guard range.upperBound >= least else { return nil }
        let start = range.lowerBound <= least ? 0 : range.lowerBound - least
        let (whole, rest) = start.quotientAndRemainder(dividingBy: unit)
        let low = whole + (rest == 0 ? 0 : 1)
        let high = (range.upperBound - least) / unit
        return low <= high && (width > 0 || low == 0) ? low...high : nil
    }

    private func scan<E: Error>(
        _ places: Range<Int>, _ body: (Int, UInt64) throws(E) -> Bool, _ bits: (Int, Int) -> UInt64
    ) throws(E) {
        var place = places.lowerBound
        while place < places.upperBound {
            guard try body(place, bits(place, min(64, places.upperBound - place))) else { return }
            place += 64
        }
    }

    private func scan<Packed: FixedWidthInteger & UnsignedInteger, E: Error>(
        _ type: Packed.Type, _ range: ClosedRange<UInt64>, _ body: (Int, UInt64) throws(E) -> Bool
    ) throws(E) {
        guard let low = Packed(exactly: range.lowerBound), let base = values.baseAddress else { return }
        let span = Packed(clamping: range.upperBound) - low
        var flags = FlagBytes()
        try scan(0..<count, body) { place, count in
            // `count` values of this width are there.
            let values = base + place &* MemoryLayout<Packed>.size
            flags.fill(count) { index in
                let value = values.loadUnaligned(fromByteOffset: index &* MemoryLayout<Packed>.size, as: Packed.self)
                return Packed(littleEndian: value) &- low <= span ? 1 : 0
            }
            return flags.bits
        }
    }
}

/// 64 flags of a byte each, to become bits: values are compared many at once, while bits would be set one after the other.
private struct FlagBytes {
    private var words = SIMD8<UInt64>.zero

    /// Sets the first `count` flags, 64 at most, to 0 or 1 and clears the others.
    @inline(__always)
    mutating func fill(_ count: Int, _ flag: (Int) -> UInt8) {
        withUnsafeMutableBytes(of: &words) { bytes in
            let flags = bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
            guard count < 64 else {
                // A number of rounds that is known, so that the loop becomes vector instructions.
                for index in 0..<64 { flags[index] = flag(index) }
                return
            }
            for index in 0..<64 { flags[index] = index < count ? flag(index) : 0 }
        }
    }

    /// The first flag in the lowest bit.
    @inline(__always)
    var bits: UInt64 {
        var bits: UInt64 = 0
        for index in 0..<8 {
            // The product brings the lowest bits of eight bytes together in the highest byte.
            bits |= ((words[index].littleEndian &* 0x0102_0408_1020_4080) &>> 56) &<< UInt64(8 &* index)
        }
        return bits
    }
}
