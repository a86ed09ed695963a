/// The `--glob` options, as ripgrep has them: the last that fits a path decides, and stands above .gitignore.
///
/// `*.md` takes files in, `!*.md` leaves files and folders out; braces hold alternatives. Once one takes in, files that none fits
/// are left out, while folders are still entered. A hidden name is taken in only by a glob that writes the dot.
struct GlobFilter {
    enum Decision: Equatable { case takesIn, leavesOut }

    private struct Rule {
        var pattern: GlobPattern
        var decision: Decision
    }

    private var rules: [Rule] = []
    private var takesIn = false

    init(_ globs: [String]) throws(GlobError) {
        for glob in globs {
            let isNegated = glob.hasPrefix("!")
            for alternative in try BraceExpansion.expand(isNegated ? String(glob.dropFirst()) : glob) {
                guard let pattern = GlobPattern(GlobText(alternative.utf8)) else { throw .malformed(glob) }
                rules.append(Rule(pattern: pattern, decision: isNegated ? .leavesOut : .takesIn))
            }
            takesIn = takesIn || !isNegated
        }
    }

    /// Nil where nothing is said. A glob with a slash may start at the working folder or at the PATH of which `names` lies within;
    /// the first `rootCount` of them are that PATH's.
    func decision(_ names: [GlobText], rootCount: Int, isDirectory: Bool) -> Decision? {
        let isHidden = names.last?.characters.first == "."
        let rule = rules.last { rule in
            if isHidden, rule.decision == .takesIn, !rule.pattern.writesDot { return false }
            return rule.pattern.matches(names[...], isDirectory: isDirectory)
                || rule.pattern.matches(names.dropFirst(rootCount), isDirectory: isDirectory)
        }
        if let rule { return rule.decision }
        return takesIn && !isDirectory ? .leavesOut : nil
    }
}
