/// A folder that the walk is in: what is left of it, and the rules that hold there.
struct WalkedFolder {
    /// A .gitignore file of this folder or one above.
    struct Rules {
        /// How many names lead to the folder in which it lies; of one above the walk, to where the walk began.
        var depth: Int
        /// The names from there to where the walk began, of one above the walk.
        var namesBetween: [GlobText] = []
        var rules: IgnoreRules
    }

    /// Normalised.
    let path: [UInt8]
    /// The names of `path`.
    let names: [GlobText]
    /// What is still to be visited, the next one last.
    var rest: [DirectoryListing.Entry]
    /// The deepest last.
    let rules: [Rules]
    /// Whether all of it is walked through, or only what the walk's scope says.
    let isWhole: Bool

    /// Whether a .gitignore file leaves a path out; the deepest that says something decides.
    func ignores(_ path: [GlobText], isDirectory: Bool) -> Bool {
        for level in rules.reversed() {
            let below = level.namesBetween.isEmpty ? path[level.depth...] : (level.namesBetween + path[level.depth...])[...]
            if let decision = level.rules.ignores(below, isDirectory: isDirectory) { return decision }
        }
        return false
    }
}
