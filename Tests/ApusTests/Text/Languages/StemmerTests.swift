import Testing

@testable import Apus

/// The tests of stems need the system's libstemmer; `.ci/run` installs it.
extension Stemming {
    static let isThere = (try? system.version(of: .english)) != nil
}

@Suite("Stemmers", .enabled(if: Stemming.isThere))
struct StemmerTests {
    private func stems(_ language: Language, _ words: String..., foldsAccents: Bool = true) throws -> [String] {
        let stemmer = try Stemming.system.stemmer(language, foldsAccents: foldsAccents)
        return words.map { word in
            Array(word.utf8).withUnsafeBufferPointer { String(decoding: stemmer.stem($0), as: UTF8.self) }
        }
    }

    @Test("Stems are those that the Snowball project states")
    func known() throws {
        #expect(
            try stems(.english, "peaceful", "peace", "consignment", "knightly", "generously", "skies", "dying")
                == ["peac", "peac", "consign", "knight", "generous", "sky", "die"])
        #expect(
            try stems(.german, "aufeinanderschlügen", "kategorien", "häuser", foldsAccents: false)
                == ["aufeinanderschlug", "kategori", "haus"])
        #expect(try stems(.french, "continuellement", "majestueuses") == ["continuel", "majestu"])
        #expect(try stems(.russian, "вагонами", "важностью") == ["вагон", "важност"])
        #expect(try stems(.spanish, "chicharrones", "torniquetes") == ["chicharron", "torniquet"])
        #expect(try stems(.finnish, "edeltäjistään", foldsAccents: false) == ["edeltäj"])
    }

    @Test("Accents decide about the stem, and are folded behind it")
    func accents() throws {
        #expect(try stems(.finnish, "edeltäjistään") == ["edeltaj"])
        #expect(try stems(.french, "été", foldsAccents: false) == ["été"])
        #expect(try stems(.french, "été") == ["ete"])
    }

    @Test("What is remembered is what was computed, past the memory for it too", arguments: [1, 2] as [UInt64])
    func memory(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let letters = Array("abcdefgilnorstuy".utf8)
        let endings = ["", "ing", "ed", "s", "ational", "ly", "ies"].map { Array($0.utf8) }
        let words = (0..<30_000).map { _ in
            (0..<Int.random(in: 1...12, using: &random)).map { _ in letters.randomElement(using: &random)! }
                + endings.randomElement(using: &random)!
        }
        let stemmer = try Stemming.system.stemmer(.english, foldsAccents: true)
        let first = words.map { word in word.withUnsafeBufferPointer { Array(stemmer.stem($0)) } }
        for place in 0..<3000 {
            let number = Int.random(in: 0..<words.count, using: &random)
            let fresh = try place % 100 == 0 ? Stemming.system.stemmer(.english, foldsAccents: true) : stemmer
            let again = words[number].withUnsafeBufferPointer { Array(fresh.stem($0)) }
            #expect(again == first[number], "seed \(seed), \(String(decoding: words[number], as: UTF8.self))")
        }
    }

    @Test("Each language of the table that the library has gives no empty stem, whatever the bytes", arguments: Language.allCases)
    func robust(language: Language) throws {
        guard let stemmer = try? Stemming.system.stemmer(language, foldsAccents: true) else { return }
        var random = SeededRandom(seed: 7)
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 1...255, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            let stem = bytes.withUnsafeBufferPointer { Array(stemmer.stem($0)) }
            #expect(!stem.isEmpty && stem.count <= Limits.termBytes)
        }
    }

    @Test("The table has each algorithm of the library, with codes of two letters")
    func table() throws {
        let library = try #require(StemmingLibrary(anyOf: ["libstemmer.so.0d", "libstemmer.so.0", "libstemmer.so"]))
        #expect(library.algorithms.filter { Language(rawValue: $0) == nil } == [])
        #expect(library.algorithms.count > 20)
        for language in Language.allCases {
            #expect(Language(name: language.name.uppercased()) == language)
            #expect(language.code.map { Language(name: $0) == language && $0.count == 2 } ?? (language == .porter))
        }
        #expect(Language(name: "klingon") == nil)
    }

    @Test("Languages have different versions, and each the same again")
    func versions() throws {
        let english = try Stemming.system.version(of: .english)
        let again = try Stemming(libraries: ["libstemmer.so.0d", "libstemmer.so.0", "libstemmer.so"]).version(of: .english)
        #expect(again == english)
        #expect(try Stemming.system.version(of: .german) != english)
        #expect(throws: LanguageError.missingLibrary) { try Stemming(libraries: ["libnothing.so"]).version(of: .english) }
    }
}
