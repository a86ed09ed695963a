/// Tells flags from the words of a query: after the first query word, what is no known flag belongs to the query.
///
/// So `apus search peace -war -n 3` searches `peace -war` for three hits. Flags are moved to the front and `--` is put before the
/// words; the parser then sees neither guesswork nor surprises.
enum QueryArguments {
    private static let commands: Set<String> = ["search", "count", "parse"]
    private static let valued: Set<String> = [
        "-i", "--index", "-n", "--limit", "--offset", "--after", "--fields", "--snippet", "--sort", "--filter", "--facet",
        "--timeout",
        "--total", "--color", "--socket", "--trec",
    ]
    private static let switches: Set<String> = [
        "--any", "--all", "-P", "--phrase", "--json", "--tsv", "-l", "--ids", "-0", "-c", "--count", "-q", "--quiet", "--spans",
        "--explain",
        "--strict", "--direct", "-h", "--help", "--version",
    ]

    /// The arguments behind the program's name, put in order.
    static func separated(_ arguments: [String]) -> [String] {
        guard let command = arguments.first, commands.contains(command) else { return arguments }
        var flags = [command]
        var words: [String] = []
        var rest = arguments.dropFirst()
        while let argument = rest.popFirst() {
            if argument == "--" {
                words.append(contentsOf: rest)
                break
            }
            if switches.contains(argument) || isAssignment(argument) {
                flags.append(argument)
            } else if valued.contains(argument) {
                flags.append(argument)
                if let value = rest.popFirst() { flags.append(value) }
            } else if words.isEmpty, argument.hasPrefix("-"), argument.count > 1 {
                flags.append(argument)
            } else {
                words.append(argument)
            }
        }
        return words.isEmpty ? flags : flags + ["--"] + words
    }

    /// `--name=value` of a flag that takes one.
    private static func isAssignment(_ argument: String) -> Bool {
        guard let sign = argument.firstIndex(of: "=") else { return false }
        return argument.hasPrefix("--") && valued.contains(String(argument[..<sign]))
    }
}
