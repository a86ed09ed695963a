/// The lists and phrases of a flat conjunction, in arena memory: required lists first, rarest first, then the optional ones.
struct FlatConjunction {
    let lists: UnsafeMutablePointer<ScoredCursor>
    let listCount: Int
    /// At least one.
    let requiredCount: Int
    let phrases: UnsafeMutablePointer<PhraseClause>
    let phraseCount: Int
}
