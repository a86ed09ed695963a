/// Tells flags from the words of a query: after the first query word, what is no known flag of the command belongs to the query.
///
/// So `apus search peace -war -n 3` searches `peace -war` for three hits. Flags are moved to the front and `--` is put before the
/// words; the parser then sees neither guesswork nor surprises.
struct QueryArguments {
    /// Flags with a value, and flags without.
    private let valued: Set<String>
    private let switches: Set<String>

    /// Those of `Place` and of every command.
    private static let common = QueryArguments(
        valued: ["-i", "--index", "--socket", "--synonyms"],
        switches: ["--any", "--all", "-P", "--phrase", "--json", "--strict", "--direct", "-h", "--help", "--version"])

    private static let commands: [String: QueryArguments] = [
        "search": common.adding(
            valued: [
                "-n", "--limit", "--offset", "--after", "--fields", "--snippet", "--sort", "--filter", "--facet", "--timeout",
                "--total", "--color", "--markup", "--trec", "--k1", "--b", "--combine", "--open", "--decay",
            ],
            switches: ["--passages", "--tsv", "-l", "--ids", "-0", "-c", "--count", "-q", "--quiet", "--spans", "--explain"]),
        "count": common.adding(valued: ["--timeout", "--filter"]),
        "facets": common.adding(valued: ["-n", "--limit", "--filter"]),
        "parse": common,
        "explain": common.adding(valued: ["--filter", "--k1", "--b", "--combine"]),
    ]

    /// The flag that has a value though none is written.
    private static let passages = ["--passages": "--passages=3"]

    private init(valued: Set<String>, switches: Set<String>) {
        self.valued = valued
        self.switches = switches
    }

    private func adding(valued: Set<String> = [], switches: Set<String> = []) -> QueryArguments {
        QueryArguments(valued: self.valued.union(valued), switches: self.switches.union(switches))
    }

    /// The arguments behind the program's name, put in order.
    static func separated(_ arguments: [String]) throws(CommandFailure) -> [String] {
        guard let command = arguments.first else { return arguments }
        if command == "batch" { return arguments.map { passages[$0] ?? $0 } }
        guard let known = commands[command] else { return arguments }
        return [command] + (try known.separated(arguments.dropFirst()))
    }

    private func separated(_ arguments: ArraySlice<String>) throws(CommandFailure) -> [String] {
        var flags: [String] = []
        var words: [String] = []
        var rest = arguments
        while let argument = rest.popFirst() {
            if argument == "--" {
                words.append(contentsOf: rest)
                break
            }
            if switches.contains(argument) || isAssignment(argument) {
                flags.append(Self.passages[argument] ?? argument)
            } else if valued.contains(argument) {
                flags.append(argument)
                if let value = rest.popFirst() { flags.append(value) }
            } else if let count = joinedLimit(argument) {
                flags += ["-n", count]
            } else if words.isEmpty, argument.hasPrefix("-"), argument.count > 1 {
                guard argument.hasPrefix("--") || isCluster(argument) || isAssignment(argument) else {
                    throw CommandFailure(
                        .usage, "unknown flag \(Style.safe(argument)); -- goes before a query that begins with -")
                }
                flags.append(argument)
            } else {
                words.append(argument)
            }
        }
        return words.isEmpty ? flags : flags + ["--"] + words
    }

    /// `--name=value` of a flag that takes one.
    private func isAssignment(_ argument: String) -> Bool {
        guard let sign = argument.firstIndex(of: "=") else { return false }
        let name = String(argument[..<sign])
        return argument.hasPrefix("-") && (valued.contains(name) || name == "--passages")
    }

    /// Short switches in one: `-l0`.
    private func isCluster(_ argument: String) -> Bool { argument.dropFirst().allSatisfy { switches.contains("-\($0)") } }

    /// The number of `-n5`; `-nato` is a word to leave out.
    private func joinedLimit(_ argument: String) -> String? {
        guard valued.contains("-n"), argument.hasPrefix("-n") else { return nil }
        let number = argument.dropFirst(2)
        return number.isEmpty || !number.utf8.allSatisfy { (0x30...0x39).contains($0) } ? nil : String(number)
    }
}
