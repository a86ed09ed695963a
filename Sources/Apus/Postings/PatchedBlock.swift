/// 128 integers, bit-packed at a width that most of them fit; the few that do not are patched afterwards.
///
///     block  = head:u8 [count:u8] packed:(16 × width bytes) count × (index:u8 high:u8)
///     head   = width (bits 0–5) + 64 where exceptions follow; head 128 is a bitset of documents (`DocumentBlock`), those above are left for other codings
///
/// An exception's value is its packed low bits plus `high << width`. After Zukowski et al., "Super-scalar RAM-CPU cache
/// compression" (2006), in the patched form of Lemire & Boytsov (2015).
package enum PatchedBlock {
    package static let count = BitPacking.count
    static let patchedFlag: UInt8 = 64

    /// Appends the block of 128 values in the width that makes it smallest. `values` is left changed.
    package static func encode(_ values: UnsafeMutablePointer<UInt32>, into output: inout [UInt8]) {
        withUnsafeTemporaryAllocation(byteCount: longestBytes, alignment: 16) { block in
            let length = write(values, bestWidth(values), at: block.baseAddress!)
            output.append(contentsOf: block[..<length])
        }
    }

    /// The encoded length of the block at `bytes`, or nil where it does not end within `available` bytes.
    @inline(__always)
    package static func length(at bytes: UnsafePointer<UInt8>, available: Int) -> Int? {
        guard available >= 2 else { return available == 1 && bytes[0] == 0 ? 1 : nil }
        let head = bytes[0]
        let packed = BitPacking.bytes(width: Int(head & 63))
        let length = head & patchedFlag == 0 ? 1 &+ packed : 2 &+ packed &+ 2 &* Int(bytes[1])
        guard head < 128, head & 63 <= 32, length <= available else { return nil }
        return length
    }

    /// Decodes a block whose `length(at:available:)` is not nil.
    @inline(__always)
    package static func decode(_ bytes: UnsafePointer<UInt8>, into values: UnsafeMutablePointer<UInt32>) {
        let head = bytes[0]
        let width = Int(head & 63)
        guard head & patchedFlag != 0 else {
            return BitPacking.unpack(bytes + 1, width: width, into: values)
        }
        BitPacking.unpack(bytes + 2, width: width, into: values)
        var patch = bytes + (2 &+ BitPacking.bytes(width: width))
        for _ in 0..<bytes[1] {
            // An index or a shift out of range is folded back in: wrong bytes give wrong values, never a wrong address.
            values[Int(patch[0] & 127)] |= UInt32(patch[1]) &<< UInt32(truncatingIfNeeded: width)
            patch += 2
        }
    }
}
