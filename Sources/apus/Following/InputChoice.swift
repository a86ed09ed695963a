import ApusInput

/// Which inputs `apus index` was asked for.
struct InputChoice {
    var paths: [String]
    var globs: [String]
    /// The folder of the index, which is never an input.
    var indexPath: String

    /// The files, and what of the paths is not there or cannot be read.
    ///
    /// - Parameters:
    ///   - scope: the part that is looked at; nil for all.
    ///   - watch: told of the folders on the way.
    func find(
        within scope: WalkScope? = nil, watch: FolderWatch? = nil
    ) throws -> (sources: [InputSource], problems: [InputProblem]) {
        let walker: InputWalker
        do { walker = try InputWalker(globs: globs, excluding: [indexPath]) } catch {
            throw CommandFailure(.usage, "--glob: \(error)")
        }
        var problems: [InputProblem] = []
        let sources = walker.sources(of: paths, within: scope, watch: watch) { problems.append($0) }
        return (sources, problems)
    }
}
