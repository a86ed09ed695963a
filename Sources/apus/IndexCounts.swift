/// What a run of `apus index` did.
struct IndexCounts {
    var documents = 0
    var files = 0
    var unchanged = 0
    var pruned = 0
    var problems = 0
    /// Inputs that were read, or need not be.
    var good = 0
    var replacements = 0

    /// Whether documents came or went.
    var isChange: Bool { documents > 0 || pruned > 0 }

    /// One line that a run ends with.
    func summary(generation: UInt64) -> String {
        var parts = [
            "\(documents) \(documents == 1 ? "document" : "documents") from \(files) \(files == 1 ? "file" : "files")"
        ]
        if unchanged > 0 { parts.append("\(unchanged) unchanged") }
        if pruned > 0 { parts.append("\(pruned) pruned") }
        if replacements > 0 { parts.append("\(replacements) places that were no UTF-8") }
        if problems > 0 { parts.append("\(problems) \(problems == 1 ? "problem" : "problems")") }
        return "indexed \(parts.joined(separator: ", ")); generation \(generation)\n"
    }
}
