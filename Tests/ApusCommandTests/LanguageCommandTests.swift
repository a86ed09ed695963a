import Apus
import Testing

/// Whether the system has a libstemmer.
private let hasStemmer = (try? Stemming.system.version(of: .english)) != nil

@Suite("`apus index --language`")
struct LanguageCommandTests {
    private let place: Workplace
    private static let records = """
        {"id":"a","title":"Häuser am See","text":"A peaceful protest"}
        {"id":"b","title":"Ein Haus","text":"They pursued peace."}
        {"id":"c","title":"Nichts","text":"war"}

        """

    init() throws { place = try Workplace() }

    @Test("Bare words are found by stems, directly and through a daemon, with the same answers", .enabled(if: hasStemmer))
    func stems() throws {
        try place.write(Self.records, to: "docs.jsonl")
        let arguments = ["index", "docs.jsonl", "--language", "EN", "--field", "title=text:german"]
        #expect(try place.run("apus", arguments).code == 0)
        let daemon = try RunningDaemon(in: place, "-i", "index2")
        #expect(try place.run("apus", arguments + ["-i", "index2"]).code == 0)
        for query in ["peace", "\"peace\"", "title:haus", "title:hausern", "title:\"haus\"", "pursuing", "protesting"] {
            let direct = try place.apus("search", "--tsv", query)
            #expect(try place.apus("search", "-i", "index2", "--tsv", query) == direct, "\(query)")
        }
        #expect(try place.apus("search", "-l", "peace").lines.sorted() == ["a", "b"])
        #expect(try place.apus("search", "-l", "\"peace\"").lines == ["b"])
        #expect(try place.apus("search", "-l", "title:haus").lines.sorted() == ["a", "b"])
        // Again the same: nothing to do. Another one is refused.
        #expect(try place.run("apus", arguments + ["-i", "index2"]).code == 0)
        for index in ["index", "index2"] {
            let result = try place.apus("index", "-i", index, "docs.jsonl", "--language", "fr")
            #expect(result.code == 2 && result.errors.contains("english"), "\(index): \(result.errors)")
        }
        #expect(daemon.stop() == .exit(0))
    }

    @Test("An unknown language is a usage error that names the nearest known one, or all")
    func unknown() throws {
        for arguments in [["--language", "englsh"], ["--field", "text=text:englsh"]] {
            let result = try place.run("apus", ["index", "-"] + arguments)
            #expect(result.code == 2)
            #expect(result.errors.contains("did you mean `english`?"), "\(result.errors)")
        }
        let result = try place.apus("index", "-", "--language", "tlh")
        #expect(result.code == 2)
        #expect(result.errors.contains("german (de)"))
        #expect(try place.apus("index", "-", "--field", "n=number:en").code == 2)
        #expect(!place.exists("index"))
    }
}
