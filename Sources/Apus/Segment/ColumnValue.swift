/// A typed value as 64 bits whose order is the order of the values.
package struct ColumnValue: Comparable, Sendable {
    package var bits: UInt64

    package init(bits: UInt64) { self.bits = bits }

    /// Numbers in the order of Double (−0 is 0; there is no NaN); instants by time; false before true.
    package init?(_ value: FieldValue, type: FieldType) {
        switch (type, value) {
        case (.number, .integer(let integer)): self.init(number: Double(integer))
        case (.number, .number(let number)) where !number.isNaN: self.init(number: number)
        case (.boolean, .boolean(let flag)): self.init(bits: flag ? 1 : 0)
        case (.date, .string(let text)):
            guard let date = DateValue(text) else { return nil }
            self.init(milliseconds: date.milliseconds)
        default: return nil
        }
    }

    /// An instant, in milliseconds since 1970.
    package init(milliseconds: Int64) { self.init(bits: UInt64(bitPattern: milliseconds) ^ (1 << 63)) }

    /// A number that is not NaN.
    package init(number: Double) {
        let pattern = number == 0 ? 0 : number.bitPattern
        self.init(bits: pattern >> 63 == 1 ? ~pattern : pattern | 1 << 63)
    }

    /// The number, of a column of numbers.
    package var number: Double { Double(bitPattern: bits >> 63 == 1 ? bits & ~(1 << 63) : ~bits) }

    /// The instant, of a column of dates: milliseconds since 1970.
    package var milliseconds: Int64 { Int64(bitPattern: bits ^ (1 << 63)) }

    package static func < (one: Self, other: Self) -> Bool { one.bits < other.bits }

    /// The value as a term: eight bytes, high first, so that terms are in the order of values.
    package var termBytes: [UInt8] { withUnsafeBytes(of: bits.bigEndian) { Array($0) } }
}
