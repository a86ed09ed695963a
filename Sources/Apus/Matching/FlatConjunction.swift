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
}
