@testable import Apus

/// The bytes of an input: figures from the front, the rest as content. Where they are used up, figures are 0.
struct FuzzInput {
    private var rest: UnsafeRawBufferPointer.SubSequence

    init(_ bytes: UnsafeRawBufferPointer) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    /// Two bytes, the low one first.
    mutating func short() -> Int { Int(byte()) | Int(byte()) << 8 }

    /// Eight bytes, the low one first.
    mutating func word() -> UInt64 { (0..<8).reduce(0) { $0 | UInt64(byte()) << UInt64($1 * 8) } }

    /// A figure of 0 to `limit`, in two bytes.
    mutating func figure(upTo limit: Int) -> Int { short() % (limit + 1) }

    /// At most `count` of the bytes that are left.
    mutating func take(_ count: Int) -> [UInt8] {
        let taken = rest.prefix(count)
        rest = rest.dropFirst(taken.count)
        return Array(taken)
    }

    mutating func takeRest() -> [UInt8] { take(rest.count) }
}

/// Two bytes, as `FuzzInput.short` reads them.
func shortBytes(_ value: Int) -> [UInt8] { [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)] }

/// Eight bytes, as `FuzzInput.word` reads them.
func wordBytes(_ value: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) } }

/// Reads every byte, so that a sanitizer sees those that are not there. A copy that nobody uses would be optimised away.
@inline(never)
func touch(_ bytes: UnsafeRawBufferPointer) throws {
    let sum = bytes.reduce(0) { $0 &+ Int($1) }
    try promise(sum >= 0, "bytes add up to \(sum)")
}
