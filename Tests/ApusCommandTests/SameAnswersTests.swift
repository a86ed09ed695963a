import Testing

/// What `apus` prints does not tell whether a daemon answered.
@Suite("The daemon's answers are those of the index itself", .servedFolder)
struct SameAnswersTests {
    private static let searches: [[String]] = [
        ["peace"], ["peace", "war"], ["peace", "-war"], ["--all", "peace", "war"], ["--any", "peace", "war"],
        ["-P", "ready to pursue peace"], ["\"ready to pursue peace\""], ["\"ready to pursue"], ["--strict", "\"ready to pursue"],
        ["title:war"], ["*", "-n", "3"], ["*", "--offset", "30", "-n", "100"], ["number", "-n", "0"], ["nothing-like-it"], [""],
        ["--strict", "a", "AND", "(b", "OR"], [String(repeating: "(", count: 200) + "a"],
    ]
    private static let forms: [[String]] = [
        [], ["--json"], ["--tsv"], ["--trec", "run"], ["-l"], ["-0"], ["-c"], ["-q"],
    ]
    private static let flags: [[String]] = [
        ["--fields", "title,year", "--json"], ["--fields", "*", "--json"], ["--fields", "absent", "--json"],
        ["--fields", "title"],
        ["--snippet", "0"], ["--snippet", "12", "--json"], ["--snippet", "5000"], ["--timeout", "5s", "--json"],
        ["--total", "exact", "--json"], ["--total", "bounded", "--json"], ["--total", "none", "--json"],
        ["--color", "always"], ["--color", "never"], ["-n", "1", "--offset", "1", "--json"], ["-n", "2000000"],
        ["--timeout", "soon"], ["--filter", "year:>2000", "--json"], ["--filter", "open:true", "--filter=title:*", "--json"],
        ["--filter", "year:x"], ["--strict", "--filter", "year:x"], ["--sort", "year:desc,id", "--json"], ["--sort", "title"],
        ["--sort", "id", "-n", "1", "--json"], ["--sort", "year:up"], ["--after", "x"], ["--after", "x", "--offset", "1"],
        ["--facet", "year,open", "--json"], ["--facet", "year:10", "--facet", "open"], ["--facet", "text"],
        ["--facet", "year", "-l"], ["--k1", "0.3", "--json"], ["--k1", "2", "--b=0", "--json"], ["--b", "2"],
        ["--synonyms", "synonyms.txt", "--json", "--spans"], ["--synonyms", "absent.txt"],
        ["--synonyms", "docs/a.txt"],
        ["--explain"], ["--explain", "--json"], ["--explain", "--snippet", "0", "--spans", "--json"],
        ["--explain", "--json", "--filter", "year:1"], ["--explain", "--tsv"],
        ["--passages"], ["--passages=2", "--json"], ["--passages=1", "--explain", "--spans", "--fields", "title", "--json"],
        ["--passages", "--tsv"],
        ["--decay", "year"],
        ["--decay", "absent"], ["--decay", "x:y"],
        ["--combine", "bm25f", "--json"], ["--combine", "bm25f:title=3", "--explain"], ["--combine", "sum", "--json"],
        ["--combine", "bm25f:absent=3"], ["--combine", "other"],
    ]
    private static let others: [[String]] = [
        ["facets", "year"], ["facets", "--json", "year:1000=1,open", "*", "-absent"], ["facets", "absent"],
        ["facets", "open", "absent"],
        ["facets", "year", "-n", "1", "--filter", "year:[2000 TO *]", "*"], ["count", "--filter", "year:*", "*"],
        ["count", "peace"], ["count", "--json", "peace", "-war"], ["count", "absent"], ["count", "--strict", "\"peace"],
        ["get", "j1"], ["get", "--json", "j1", "j2"], ["get", "--raw", "docs/a.txt"], ["get", "absent", "j2"],
        ["delete", "--query", "peace"], ["delete", "--query", "*"], ["delete", "--query", "absent"], ["delete", "absent"],
        ["stats"], ["stats", "--json"], ["check"], ["check", "--json"],
        ["terms", "p"], ["terms", "--json", "-n", "3", "--after", "peace"], ["suggest", "ready to p"],
        ["suggest", "--json", "zebra"],
        ["analyze", "Don’t stop: ready", "U.S. café"], ["analyze", "--json", "state-of-the-art"],
        ["parse", "a", "AND", "b", "-c"], ["parse", "--json", "\"a"], ["parse", "--strict", "\"a"], ["parse", "--all", "a b"],
        ["parse", "-P", "a b"], ["parse", "--synonyms", "synonyms.txt", "war", "\"a war\""],
        ["search", "ready", "SENTENCE", "peace"],
        ["search", "--json", "--spans", "ready PARAGRAPH war"], ["count", "--synonyms", "synonyms.txt", "war"],
        ["explain", "peace", "j1"], ["explain", "--json", "peace -war", "docs/a.txt"],
        ["explain", "--all", "peace", "absent", "j2"],
        ["explain", "--json", "--filter", "year:1", "\"peace", "j1"], ["explain", "peace", "nobody"],
        ["explain", "--combine", "bm25f:title=2", "peace", "j1"], ["explain", "--combine", "bm25f:year=2", "peace", "j1"],
        ["explain", "--strict", "\"peace", "j1"], ["search", "--explain", "peece", "+absent"],
        ["search", "--explain", "--json", "\"peace ready\"", "+absent"],
    ]
    static let commands: [[String]] =
        searches.flatMap { search in (search == ["peace"] ? [] : [[], ["--json"]]).map { ["search"] + $0 + search } }
        + forms.map { ["search"] + $0 + ["peace"] } + flags.map { ["search"] + $0 + ["peace"] } + others

    @Test("As bytes, errors and exit codes, but for times", arguments: Sample.of(commands, oneIn: 4))
    func same(command: [String]) throws {
        let place = try #require(ServedFolder.current).place
        let direct = try place.run("apus", command.prefix(1) + ["--direct"] + command.dropFirst()).timeless
        let served = try place.run("apus", command.prefix(1) + ["--socket", "index/apus.sock"] + command.dropFirst()).timeless
        #expect(served == direct)
        #expect(direct.code != nil && direct.code != 70)
    }

    @Test(
        "Several at once answer a batch as one after the other do, and timings go to standard error",
        arguments: [[], ["--json"], ["-c"]])
    func jobs(form: [String]) throws {
        let place = try #require(ServedFolder.current).place
        let queries = (0..<400).map { ["peace", "war -peace", "\"open", "absent", "number \($0)"][$0 % 5] + "\n" }.joined()
        let one = try place.run("apus", ["batch", "--direct"] + form, input: queries).timeless
        #expect(try place.run("apus", ["batch", "--direct", "--jobs", "5"] + form, input: queries).timeless == one)
        for door in [["--direct", "--jobs", "2"], ["--socket", "index/apus.sock"]] {
            let timed = try place.run("apus", ["batch", "--timings"] + door + form, input: queries)
            #expect(timed.errors.contains("400 queries answered in ") && timed.errors.contains(" ms (median)"), "\(timed.errors)")
            #expect(timed.code == one.code)
        }
    }

    private static let queries = "peace\nq7\twar -peace\n\n\"open\n" + String(repeating: "(", count: 200) + "\nabsent\nx\t\n"

    @Test(
        "For batches too",
        arguments: Sample.of(
            forms + [
                ["--filter", "peace", "--sort", "id", "--facet", "year", "--json"], ["--strict"], ["--all", "--json", "-n", "1"],
                ["--strict", "--json"], ["--snippet", "0", "--json"], ["--synonyms", "synonyms.txt", "--json"],
            ], oneIn: 3))
    func batch(flags: [String]) throws {
        let place = try #require(ServedFolder.current).place
        let direct = try place.run("apus", ["batch", "--direct"] + flags, input: Self.queries).timeless
        let served = try place.run("apus", ["batch", "--socket", "index/apus.sock"] + flags, input: Self.queries).timeless
        #expect(served == direct)
        #expect(direct.code == 4)
    }
}
