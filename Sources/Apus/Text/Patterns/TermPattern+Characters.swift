extension TermPattern {
    /// Any one character. The places behind its first byte are shared, so it takes eight states.
    mutating func anyCharacter(then next: Int) throws(TooLarge) -> Int {
        let last = try add(.bytes(low: 0x80, high: 0xBF, next: next))
        let third = try add(.bytes(low: 0x80, high: 0xBF, next: last))
        let second = try add(.bytes(low: 0x80, high: 0xBF, next: third))
        return try fork([
            try add(.bytes(low: 0x00, high: 0x7F, next: next)), try add(.bytes(low: 0xC2, high: 0xDF, next: last)),
            try add(.bytes(low: 0xE0, high: 0xEF, next: third)), try add(.bytes(low: 0xF0, high: 0xF4, next: second)),
        ])
    }

    /// One character of a set: its ranges are cut where encodings change their length, and where a byte runs through all of its values.
    mutating func characters(_ set: CharacterRanges, then next: Int) throws(TooLarge) -> Int {
        var targets: [Int] = []
        for range in set.ranges {
            for run in Self.runsOfOneLength(range) { try add(run, then: next, to: &targets) }
        }
        return try fork(targets)
    }

    private static func runsOfOneLength(_ range: ClosedRange<UInt32>) -> [ClosedRange<UInt32>] {
        let lengths: [ClosedRange<UInt32>] = [0...0x7F, 0x80...0x7FF, 0x800...0xFFFF, 0x10000...0x10FFFF]
        return lengths.filter { $0.overlaps(range) }.map { range.clamped(to: $0) }
    }

    private mutating func add(_ run: ClosedRange<UInt32>, then next: Int, to targets: inout [Int]) throws(TooLarge) {
        let length = UTF8Scalar.length(run.lowerBound)
        for index in 1..<max(1, length) {
            // The last `index` continuation bytes must be all or one; else the run is cut before or behind them.
            let low = UInt32(1) << UInt32(6 * index) - 1
            guard run.lowerBound & ~low != run.upperBound & ~low else { continue }
            if run.lowerBound & low != 0 {
                try add(run.lowerBound...(run.lowerBound | low), then: next, to: &targets)
                return try add((run.lowerBound | low) + 1...run.upperBound, then: next, to: &targets)
            }
            if run.upperBound & low != low {
                try add(run.lowerBound...(run.upperBound & ~low) - 1, then: next, to: &targets)
                return try add(run.upperBound & ~low...run.upperBound, then: next, to: &targets)
            }
        }
        let (first, last) = (Self.bytes(run.lowerBound), Self.bytes(run.upperBound))
        var place = next
        for (low, high) in zip(first, last).reversed() { place = try add(.bytes(low: low, high: high, next: place)) }
        targets.append(place)
    }

    private static func bytes(_ scalar: UInt32) -> [UInt8] {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) { buffer in
            // A buffer that is not empty has an address.
            let length = UTF8Scalar.encode(scalar, into: buffer.baseAddress.unsafelyUnwrapped)
            return Array(buffer[..<length])
        }
    }
}
