/// A character of a name: a Unicode scalar, or a byte that is no UTF-8, which is itself alone.
struct GlobCharacter: Comparable, Sendable, ExpressibleByUnicodeScalarLiteral {
    private let value: UInt32

    init(_ scalar: Unicode.Scalar) { value = scalar.value }

    /// Numbers above all scalars.
    init(invalidByte byte: UInt8) { value = 0x11_0000 + UInt32(byte) }

    init(unicodeScalarLiteral scalar: Unicode.Scalar) { value = scalar.value }

    static func < (left: GlobCharacter, right: GlobCharacter) -> Bool { left.value < right.value }
}
