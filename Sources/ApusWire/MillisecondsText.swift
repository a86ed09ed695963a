import Apus

/// A span of time in milliseconds, cut to what says something: `0.004ms`, `0.04ms`, `0.2ms`, `17ms`.
enum MillisecondsText {
    static func text(_ microseconds: Int64) -> String {
        var bytes: [UInt8] = []
        append(microseconds, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func append(_ microseconds: Int64, to bytes: inout [UInt8]) {
        let size = microseconds.magnitude
        // What is left off, and how many parts of a millisecond are then counted.
        let (step, parts): (UInt64, UInt64) =
            size < 10 ? (1, 1000) : size < 100 ? (10, 100) : size < 100_000 ? (100, 10) : (1000, 1)
        let value = size / step
        if microseconds < 0, value > 0 { bytes.append(UInt8(ascii: "-")) }
        bytes.append(decimal: Int64(clamping: value / parts))
        appendFraction(value % parts, of: parts, to: &bytes)
        bytes.append(contentsOf: "ms".utf8)
    }

    /// A point and as many digits as `parts` has zeroes; nothing where there is no fraction.
    private static func appendFraction(_ fraction: UInt64, of parts: UInt64, to bytes: inout [UInt8]) {
        guard fraction != 0 else { return }
        bytes.append(UInt8(ascii: "."))
        var place = parts / 10
        while place > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction / place % 10))
            place /= 10
        }
    }
}
