import Testing

@testable import Apus

@Suite("Languages that cannot be", .enabled(if: Stemming.isThere))
struct LanguageRefusalTests {
    @Test("A language is chosen once")
    func chosenOnce() throws {
        let index = try LanguageTests.index(LanguageTests.few)
        try index.write { try $0.define(Language.english) }
        #expect(throws: DocumentError.otherLanguage(field: nil, language: .english)) {
            try index.write { try $0.define(Language.german) }
        }
        #expect(throws: DocumentError.otherLanguage(field: "text", language: .english)) {
            try index.write { try $0.define(FieldDefinition(name: "text", type: .text, language: .german)) }
        }
        let plain = try LanguageTests.index(LanguageTests.few, language: nil)
        #expect(throws: DocumentError.otherLanguage(field: nil, language: nil)) {
            try plain.write { try $0.define(Language.english) }
        }
        #expect(throws: DocumentError.languageOfValues(field: "n")) {
            try plain.write { try $0.define(FieldDefinition(name: "n", type: .number, language: .english)) }
        }
    }

    @Test(
        "Without the library exact words and phrases are found, bare ones are taken for exact with a warning, and none is added")
    func missing() throws {
        let storage = MemoryStorage()
        _ = try LanguageTests.index(LanguageTests.few, in: storage)
        let index = try Index(storage: storage, options: LanguageTests.options(stemming: Stemming(libraries: ["libnothing.so"])))
        #expect(try LanguageTests.found(index, "\"peaceful\"") == ["d0"])
        #expect(try index.search(SearchRequest("\"pursued peace\"", limit: 5)).warnings == [])
        let bare = try index.search(SearchRequest("peaceful", limit: 5))
        #expect(bare.hits.map(\.id) == ["d0"])
        #expect(bare.warnings.map(\.code) == ["language"])
        #expect(bare.warnings.first?.text.contains("libstemmer0d") == true)
        #expect(throws: IndexError.language(.missingLibrary)) {
            try index.write { try $0.add(Document(id: "x", ["text": "more"])) }
        }
        try index.write { try $0.delete(id: "d0") }
        #expect(try LanguageTests.found(index, "\"peaceful\"") == [])
    }

    @Test("Another version of the library finds stems with a warning, and adds none")
    func otherVersion() throws {
        let storage = MemoryStorage()
        _ = try LanguageTests.index(LanguageTests.few, in: storage)
        let other = Stemming(libraries: ["libstemmer.so.0d", "libstemmer.so.0", "libstemmer.so"], salt: 1)
        let index = try Index(storage: storage, options: LanguageTests.options(stemming: other))
        let bare = try index.search(SearchRequest("peaceful", limit: 5))
        #expect(bare.hits.count == 4)
        #expect(bare.warnings.map(\.code) == ["language"])
        #expect(throws: IndexError.language(.otherVersion(.english))) {
            try index.write { try $0.add(Document(id: "x", ["text": "more"])) }
        }
    }

    @Test("The manifest keeps languages, in version 2 only where there is one; what is none is damage")
    func manifest() throws {
        var manifest = Manifest.sample
        // Which would be of a later version by itself.
        manifest.combination = .sum
        #expect(manifest.encoded()[8] == 1)
        var field = FieldDefinition(name: "deutsch", type: .text, language: .german)
        field.stemVersion = 0x0123_4567_89AB_CDEF
        manifest.schema.append(field)
        (manifest.schema.language, manifest.schema.stemVersion) = (.english, 42)
        let bytes = manifest.encoded()
        #expect(bytes[8] == 2)
        #expect(try Manifest(bytes) == manifest)
        let german = try #require(bytes.firstRange(of: Array("german".utf8)))
        var wrong = Array(bytes.dropLast(Manifest.footerBytes))
        wrong.replaceSubrange(german, with: "gorman".utf8)
        #expect(throws: ManifestError.self) { try Manifest(Manifest.sealed(wrong)) }
        // A reader of version 1 takes it for a later release's; with the wrong version it is damage.
        wrong = Array(bytes.dropLast(Manifest.footerBytes))
        wrong[8] = 1
        #expect(throws: ManifestError.self) { try Manifest(Manifest.sealed(wrong)) }
    }
}
