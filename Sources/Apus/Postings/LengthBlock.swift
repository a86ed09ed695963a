/// Writes a `PositionBlock` whose widths follow the lengths of its documents.
struct LengthBlock {
    /// The values of all documents.
    let values: UnsafePointer<UInt32>
    let sum: Int
    /// How many each document has, less 1; fewer than `PositionWidths.valueLimit` together.
    let frequencies: UnsafePointer<UInt32>
    let documents: Int

    /// Appends the block if that takes a fiftieth less than `otherwise` bits. - Parameter norms: of each document.
    func encode(_ norms: UnsafePointer<UInt8>, ifBelow otherwise: Int, into output: ByteBuffer) -> Bool {
        let mostBytes = (otherwise * 49 / 50 - 8 * middleBytes) / 8
        guard mostBytes > 0 else { return false }
        return withUnsafeTemporaryAllocation(of: Int16.self, capacity: documents) { room in
            // A block has a document at least.
            let steps = room.baseAddress!
            fill(steps, norms)
            let scale = scale(steps)
            var written = 0
            output.append(atMost: PositionBlock.headBytes + middleBytes + mostBytes) { start in
                let bits = start + PositionBlock.headBytes + middleBytes
                bits.initializeMemory(as: UInt8.self, repeating: 0, count: mostBytes)
                guard let size = write(steps, scale, from: bits, to: bits + mostBytes) else { return 0 }
                let head = PositionBlock.lengthsFlag | UInt8(scale - PositionWidths.scales.lowerBound)
                start.storeBytes(of: head, as: UInt8.self)
                if middleBytes > 0 {
                    let middle = UInt16(truncatingIfNeeded: size.middle).littleEndian
                    start.storeBytes(of: middle, toByteOffset: PositionBlock.headBytes, as: UInt16.self)
                }
                Self.moveLows(size.low, behind: size.high, in: bits, mostBytes)
                written = PositionBlock.headBytes + middleBytes + (size.high + size.low + 7) / 8
                return written
            }
            return written > 0
        }
    }

    private var middleBytes: Int { documents > PositionWidths.middleDocument ? 2 : 0 }

    /// The documents' steps, which scale and widths are made of.
    private func fill(_ steps: UnsafeMutablePointer<Int16>, _ norms: UnsafePointer<UInt8>) {
        var index = 0
        while documents &- index >= 8 {
            let eight = UnsafeRawPointer(norms + index).loadUnaligned(as: SIMD8<UInt8>.self)
            let counts = UnsafeRawPointer(frequencies + index).loadUnaligned(as: SIMD8<UInt32>.self) &+ 1
            let found = PositionWidths.steps(norms: SIMD8<Int16>(truncatingIfNeeded: eight), frequencies: counts)
            UnsafeMutableRawPointer(steps + index).storeBytes(of: found, as: SIMD8<Int16>.self)
            index &+= 8
        }
        while index < documents {
            steps[index] = Int16(
                truncatingIfNeeded: PositionWidths.steps(norm: norms[index], frequency: frequencies[index] &+ 1))
            index &+= 1
        }
    }

    /// The scale that suits the block: what its values are, against what they would be if all were as their documents' steps say.
    private func scale(_ steps: UnsafePointer<Int16>) -> Int {
        var expected: UInt64 = 1
        for index in 0..<documents {
            let step = UInt64(truncatingIfNeeded: max(0, Int(steps[index])))
            // Two to the power of an eighth of the step, times eight.
            let value = (8 | step & 7) &<< (step &>> 3)
            expected &+= (UInt64(frequencies[index]) &+ 1) &* value
        }
        let scale = PositionWidths.logarithm(8 &* UInt64(sum) &+ 1) - PositionWidths.logarithm(expected)
        return min(max(scale, PositionWidths.scales.lowerBound), PositionWidths.scales.upperBound)
    }

    /// Writes high bits from the start up and low bits from the end down; says how many, and where the low ones of the document in the middle
    /// begin. Nil where they would meet.
    private func write(
        _ steps: UnsafePointer<Int16>, _ scale: Int, from start: UnsafeMutableRawPointer, to end: UnsafeMutableRawPointer
    ) -> (high: Int, low: Int, middle: Int)? {
        var (highs, lows) = (HighBitsPen(start), LowBitsPen(before: end))
        let most = (end - start) &* 8
        var (left, low, middle) = (most, 0, 0)
        var value = values
        for index in 0..<documents {
            if index == PositionWidths.middleDocument { middle = low }
            let width = PositionWidths.width(steps: Int(steps[index]), scale: scale)
            let shift = UInt32(truncatingIfNeeded: width)
            var rest = frequencies[index] &+ 1
            while rest > 0 {
                let high = value.pointee &>> shift
                left &-= Int(high) &+ 1 &+ width
                guard left >= 0 else { return nil }
                highs.write(high)
                lows.write(value.pointee ^ high &<< shift, width: width)
                low &+= width
                value += 1
                rest &-= 1
            }
        }
        highs.finish()
        lows.finish()
        return (most - left - low, low, middle)
    }

    /// Closes the gap between both streams in the bytes where they were written.
    private static func moveLows(_ low: Int, behind high: Int, in bits: UnsafeMutableRawPointer, _ written: Int) {
        let (bytes, lowBytes) = ((high + low + 7) / 8, (low + 7) / 8)
        guard bytes < written, lowBytes > 0 else { return }
        let target = bits + bytes - lowBytes
        let shared = (high + 7) / 8 + lowBytes > bytes ? target.load(as: UInt8.self) : 0
        target.copyMemory(from: bits + written - lowBytes, byteCount: lowBytes)
        target.storeBytes(of: target.load(as: UInt8.self) | shared, as: UInt8.self)
    }
}
