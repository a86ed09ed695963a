import Glibc

/// Binary logarithms of whole numbers in steps of 2⁻¹², so that sums of them are exact and the same on every machine.
struct FixedLogarithm {
    static let fractionBits = 12
    private static let tableBits = 12
    private let table: [Int32]

    init() {
        let one = Double(1 << Self.fractionBits)
        table = (0..<1 << Self.tableBits).map { $0 < 2 ? 0 : Int32((log2(Double($0)) * one).rounded()) }
    }

    /// log₂ of a number, 0 of 0; of one above 4,095 the highest twelve bits count.
    @inline(__always)
    subscript(number: UInt32) -> Int32 {
        let shift = max(0, UInt32.bitWidth - Self.tableBits - number.leadingZeroBitCount)
        return table[Int(number >> UInt32(shift))] + Int32(shift << Self.fractionBits)
    }
}
