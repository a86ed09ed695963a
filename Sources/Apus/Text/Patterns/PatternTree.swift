/// A pattern as it was read, before it is an automaton: what wildcards and regular expressions have in common.
indirect enum PatternTree: Equatable, Sendable {
    /// These bytes.
    case text([UInt8])
    case anyCharacter
    /// One character of these.
    case characters(CharacterRanges)
    case sequence([PatternTree])
    case either([PatternTree])
    /// At least and at most so many in a row; nil is as many as there are.
    case repeated(PatternTree, least: Int, most: Int?)

    /// Any characters, none among them.
    static let anything = PatternTree.repeated(.anyCharacter, least: 0, most: nil)

    /// The terms that begin with these bytes.
    static func prefix(_ bytes: [UInt8]) -> PatternTree { .sequence([.text(bytes), .anything]) }
}
