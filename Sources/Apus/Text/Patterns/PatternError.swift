/// Why a pattern cannot be used.
enum PatternError: Error, Equatable {
    /// It cannot be read: a byte offset into it, and what is wrong there.
    case syntax(offset: Int, reason: String)
    /// It stands for more states than `TermPattern.mostStates`, or for more characters than are folded.
    case tooLarge
    /// Its groups lie too deep within each other.
    case tooDeep
}
