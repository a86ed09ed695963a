/// The lists and phrases of a flat conjunction, in arena memory: required lists first, rarest first, then the optional
/// ones, then those whose documents are unwanted.
struct FlatConjunction {
    let lists: UnsafeMutablePointer<ScoredCursor>
    /// Those that are required or optional.
    let listCount: Int
    /// At least one.
    let requiredCount: Int
    /// Behind the others.
    let excludedCount: Int
    let phrases: UnsafeMutablePointer<PhraseClause>
    let phraseCount: Int
    /// A document that one of them does not let pass has not all phrases.
    var filters: UnsafeMutablePointer<NeighbourRow>?
    var filterCount = 0
}
