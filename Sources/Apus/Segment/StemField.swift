/// The list of stems beside the list of exact words of a text field that has a language: a field of its own in the dictionary, which
/// belongs to none of the schema.
///
/// Each word has one stem, at the same position, so lengths, norms and statistics are those of the field itself and kept once.
enum StemField {
    private static let mark = 0x8000

    /// Where the stems of a field are.
    static func number(of field: Int) -> Int { field | mark }

    /// Whether these are stems.
    @inline(__always)
    static func holds(_ number: Int) -> Bool { number & mark != 0 && number != ReservedField.source }

    /// The field whose stems these are; any other is itself.
    @inline(__always)
    static func field(of number: Int) -> Int { holds(number) ? number & ~mark : number }
}
