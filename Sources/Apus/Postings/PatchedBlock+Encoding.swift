extension PatchedBlock {
    /// More than any block has.
    static let longestBytes = 2 + 128 * 4 + 128 * 2
    private static let patchBits = 8

    /// Writes the block of 128 values in the width that makes it smallest, and returns its length, at most `longestBytes`. `values` is
    /// left changed.
    static func write(_ values: UnsafeMutablePointer<UInt32>, at block: UnsafeMutableRawPointer) -> Int {
        let (width, exceptions) = bestWidth(values)
        guard exceptions > 0 else {
            block.storeBytes(of: UInt8(width), as: UInt8.self)
            BitPacker.pack(values, width: width, to: block + 1)
            return 1 + BitPacking.bytes(width: width)
        }
        block.storeBytes(of: UInt8(width) | patchedFlag, as: UInt8.self)
        block.storeBytes(of: UInt8(exceptions), toByteOffset: 1, as: UInt8.self)
        let patches = block + (2 + BitPacking.bytes(width: width))
        movePatches(values, width: width, to: patches)
        BitPacker.pack(values, width: width, to: block + 2)
        return 2 + BitPacking.bytes(width: width) + 2 * exceptions
    }

    /// Takes what is above `width` bits, at most eight more, out of the values. No branch: each value is written as if it were a patch,
    /// and counts where it is one, so two bytes behind the patches are touched.
    private static func movePatches(_ values: UnsafeMutablePointer<UInt32>, width: Int, to patches: UnsafeMutableRawPointer) {
        let shift = UInt32(truncatingIfNeeded: width)
        var patch = patches
        for index in 0..<count {
            let high = values[index] &>> shift
            values[index] &= (1 &<< shift) &- 1
            patch.storeBytes(of: UInt8(truncatingIfNeeded: index), as: UInt8.self)
            patch.storeBytes(of: UInt8(truncatingIfNeeded: high), toByteOffset: 1, as: UInt8.self)
            patch += high == 0 ? 0 : 2
        }
    }

    /// The width that makes the block smallest, and how many values do not fit it.
    private static func bestWidth(_ values: UnsafePointer<UInt32>) -> (width: Int, exceptions: Int) {
        // How many values have so many bits: two counts, so that neighbours of one width do not wait for each other.
        var even = InlineArray<33, UInt8>(repeating: 0)
        var odd = even
        var all: UInt32 = 0
        for index in stride(from: 0, to: count, by: 2) {
            let (one, other) = (values[index], values[index &+ 1])
            all |= one | other
            even[32 &- one.leadingZeroBitCount] &+= 1
            odd[32 &- other.leadingZeroBitCount] &+= 1
        }
        let widest = 32 - all.leadingZeroBitCount
        var best = (width: widest, exceptions: 0)
        var bestBytes = BitPacking.bytes(width: widest)
        var exceptions = 0
        for width in stride(from: widest - 1, through: max(0, widest - patchBits), by: -1) {
            exceptions += Int(even[width + 1]) + Int(odd[width + 1])
            let bytes = BitPacking.bytes(width: width) + 2 * exceptions + 1
            if bytes < bestBytes { (best, bestBytes) = ((width, exceptions), bytes) }
        }
        return best
    }
}
