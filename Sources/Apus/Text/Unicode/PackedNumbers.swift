/// Reads the numbers of a generated table: digits of five bits, least significant first, in the 64 characters from "0" on;
/// the sixth bit of a digit says that another follows. Line breaks and spaces are skipped.
///
/// The text comes from the program itself, never from outside.
struct PackedNumbers: ~Copyable {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(_ text: StaticString) {
        bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    mutating func next() -> Int? {
        var value = 0
        var shift = 0
        while index < bytes.count {
            let digit = Int(bytes[index]) - 48
            index += 1
            guard digit >= 0 else { continue }
            value |= (digit & 31) << shift
            if digit & 32 == 0 { return value }
            shift += 5
        }
        return nil
    }

    /// The next number, where the table cannot end: a table that does is a mistake in its generator.
    mutating func required() -> Int {
        guard let value = next() else { preconditionFailure("a Unicode table ends early") }
        return value
    }

    /// A number whose lowest bit is its sign: 0, -1, 1, -2 …
    mutating func requiredSigned() -> Int {
        let value = required()
        return value & 1 == 0 ? value >> 1 : -((value + 1) >> 1)
    }
}
