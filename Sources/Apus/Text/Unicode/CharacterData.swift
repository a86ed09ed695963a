/// What the Unicode Character Database says of characters, unpacked from `UnicodeTables` when first needed and never freed, so
/// that copies of this struct cost nothing.
struct CharacterData: Sendable {
    static let shared = CharacterData()

    /// Compatibility decomposition and full case folding in one (NFKC_Casefold, decomposed); Hangul is left to `Composition`.
    let foldings: CharacterMapping
    /// What accent folding makes of Latin letters that have no decomposition.
    let plainLetters: CharacterMapping
    let composition: Composition
    private let properties: CodePointTable<UInt16>

    private init() {
        var numbers = PackedNumbers(UnicodeTables.properties)
        var builder = CodePointTable<UInt16>.Builder()
        var position = 0
        while let length = numbers.next() {
            let value = UInt16(truncatingIfNeeded: numbers.required())
            builder.set(position..<position + length, to: value)
            position += length
        }
        properties = builder.finish()
        foldings = CharacterMapping(UnicodeTables.foldings)
        plainLetters = CharacterMapping(UnicodeTables.plainLetters)
        composition = Composition(UnicodeTables.compositions)
    }

    /// O(1). - Parameter point: below 0x110000, as all that `UTF8Scalar` decodes.
    @inline(__always)
    func properties(_ point: UInt32) -> CharacterProperties { CharacterProperties(bits: properties[point]) }

    /// Word_Break class and flags. O(1).
    @inline(__always)
    func wordBreak(_ point: UInt32) -> WordBreak { properties(point).wordBreak }

    /// O(1).
    func isNonspacingMark(_ point: UInt32) -> Bool { properties(point).isNonspacingMark }
}
