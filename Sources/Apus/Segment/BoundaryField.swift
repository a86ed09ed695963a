/// Where the sentences and paragraphs of a text field begin: a field of its own in the dictionary with one term for each, which belongs to none of
/// the schema.
///
/// A position is that of the first word of a sentence or paragraph that is not a text's first; the later values of a document begin
/// paragraphs. What begins a paragraph is not among the sentences. They are no words: no length, frequency or count has them.
enum BoundaryField {
    private static let mark = 0x4000
    /// Of the bits of a field's number.
    fileprivate static let fieldMask = Limits.fields - 1

    static let paragraph = Array("p".utf8)
    static let sentence = Array("s".utf8)

    /// Where the beginnings of a field are.
    static func number(of field: Int) -> Int { field | mark }

    /// Whether these are beginnings.
    @inline(__always)
    static func holds(_ number: Int) -> Bool { number & ~fieldMask == mark }
}

/// Fields in the dictionary that stand beside a text field of the schema.
enum HiddenField {
    /// Whether a field is none of the schema's, so that nothing in it counts as a word.
    @inline(__always)
    static func holds(_ number: Int) -> Bool { StemField.holds(number) || BoundaryField.holds(number) }

    /// The field beside which this one stands; any other is itself. Norms and statistics are those of the field.
    @inline(__always)
    static func owner(of number: Int) -> Int {
        BoundaryField.holds(number) ? number & BoundaryField.fieldMask : StemField.field(of: number)
    }
}
