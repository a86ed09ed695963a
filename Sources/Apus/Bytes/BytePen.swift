/// Writes varints and runs of bytes into memory that its owner has made large enough, without a check or a call a byte.
struct BytePen {
    /// Varints of 64 and of 32 bits have no more bytes.
    static let longestVarint = 10
    static let longestNarrowVarint = 5

    private(set) var next: UnsafeMutableRawPointer

    @inline(__always)
    init(_ start: UnsafeMutableRawPointer) { next = start }

    @inline(__always)
    mutating func byte(_ value: UInt8) {
        next.storeBytes(of: value, as: UInt8.self)
        next += 1
    }

    @inline(__always)
    mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            byte(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest &>>= 7
        }
        byte(UInt8(truncatingIfNeeded: rest))
    }

    @inline(__always)
    mutating func run(_ run: UnsafeRawPointer, count: Int) {
        next.copyMemory(from: run, byteCount: count)
        next += count
    }
}
