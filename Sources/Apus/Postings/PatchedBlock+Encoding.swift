extension PatchedBlock {
    /// More than any block has.
    static let longestBytes = 2 + 128 * 4 + 128 * 2
    private static let patchBits = 8

    /// How many bits values are packed in, and how many of them do not fit.
    typealias Width = (bits: Int, exceptions: Int)

    /// Bytes of a block.
    static func length(_ width: Width) -> Int {
        BitPacking.bytes(width: width.bits) + (width.exceptions > 0 ? 2 + 2 * width.exceptions : 1)
    }

    /// Appends the block of 128 values in the width that makes it smallest. `values` is left changed.
    static func encode(_ values: UnsafeMutablePointer<UInt32>, into output: ByteBuffer) {
        encode(values, bestWidth(values), into: output)
    }

    /// Appends the block of 128 values in a width. `values` is left changed.
    static func encode(_ values: UnsafeMutablePointer<UInt32>, _ width: Width, into output: ByteBuffer) {
        output.append(atMost: longestBytes) { write(values, width, at: $0) }
    }

    /// Writes the block and returns its length, at most `longestBytes`. `values` is left changed.
    static func write(_ values: UnsafeMutablePointer<UInt32>, _ width: Width, at block: UnsafeMutableRawPointer) -> Int {
        if width.exceptions > 0 {
            block.storeBytes(of: UInt8(width.bits) | patchedFlag, as: UInt8.self)
            block.storeBytes(of: UInt8(width.exceptions), toByteOffset: 1, as: UInt8.self)
            movePatches(values, width: width.bits, to: block + (2 + BitPacking.bytes(width: width.bits)))
            BitPacker.pack(values, width: width.bits, to: block + 2)
        } else {
            block.storeBytes(of: UInt8(width.bits), as: UInt8.self)
            BitPacker.pack(values, width: width.bits, to: block + 1)
        }
        return length(width)
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
    static func bestWidth(_ values: UnsafePointer<UInt32>) -> Width {
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
        var best: Width = (widest, 0)
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
