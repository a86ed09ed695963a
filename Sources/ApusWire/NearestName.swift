/// The known name that a mistyped one is nearest to.
package enum NearestName {
    /// The nearest of `names` within half the length of `name`, but at most 3 edits; nil where none is. The first of equals. Capitals
    /// count as small letters, which all names are.
    ///
    /// Only the beginning of a long name is looked at, so the work is bounded whatever comes in.
    package static func of(_ name: String, among names: [String]) -> String? {
        let typed = name.utf8.prefix(32).map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
        let limit = min(3, max(1, typed.count / 2))
        // As many edits as the lengths differ are needed at least.
        let near = names.filter { abs($0.utf8.count - typed.count) <= limit }
        let measured = near.map { (name: $0, edits: edits(from: typed, to: Array($0.utf8))) }
        guard let best = measured.min(by: { $0.edits < $1.edits }), best.edits <= limit else { return nil }
        return best.name
    }

    /// Insertions, deletions, replacements and swaps of neighbours that make `target` of `source`, each place edited once
    /// (optimal string alignment; Damerau 1964). O(source × target).
    static func edits(from source: [UInt8], to target: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...target.count)
        for row in source.indices {
            var current = [row + 1]
            current.reserveCapacity(target.count + 1)
            for column in target.indices {
                let replaced = last[column] + (source[row] == target[column] ? 0 : 1)
                var best = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, source[row] == target[column - 1], source[row - 1] == target[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[target.count]
    }
}
