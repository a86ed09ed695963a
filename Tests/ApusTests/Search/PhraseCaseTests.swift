import Testing

@testable import Apus

@Suite("Phrases")
struct PhraseCaseTests {
    @Test(
        "A phrase finds a text, or does not",
        arguments: [
            // Repeated and common words.
            ("to be or not to be, that is", #""to be or not to be""#, true),
            ("to be or not to bee, to be", #""to be or not to be""#, false),
            ("a a b a a a b", #""a a a b""#, true),
            ("a a b a b", #""a a a b""#, false),
            ("the soup of the day", #""the soup of the day""#, true),
            ("day of the soup", #""the soup of the day""#, false),
            ("peace", #""peace""#, true),
            // Quotes.
            ("ready to pursue peace", #""pursue peace"#, true),
            ("ready to pursue peace", "“pursue peace”", true),
            ("ready to pursue peace", "„pursue peace“", true),
            ("ready to pursue peace", "«pursue peace»", true),
            ("ready to pursue peace", "＂pursue peace＂", true),
            ("peace, pursue", "“pursue peace”", false),
            // Apostrophes and hyphens.
            ("they don’t know", #""don't know""#, true),
            ("they don't know", #""don’t know""#, true),
            ("they dont know", #""don't know""#, false),
            ("rock 'n' roll music", #""rock 'n' roll""#, true),
            ("rock ’n’ roll music", #""rock n roll""#, true),
            ("a state-of-the-art thing", "state-of-the-art", true),
            ("a state of the art thing", "state-of-the-art", true),
            ("the art of the state", "state-of-the-art", false),
            ("an incompre\u{AD}hensible text", #""incomprehensible text""#, true),
            ("a hyphen-\nated word", #""hyphenated word""#, false),
            ("a hyphen-\nated word", #""hyphen ated word""#, true),
            ("pursue\npeace", #""pursue peace""#, true),
            ("pursue – peace", #""pursue peace""#, true),
            ("pursue peace", #""pursue - peace""#, true),
            ("pursue. Peace", #""pursue peace""#, true),
            // Things that are no plain words.
            ("write to jane.doe@example.org now", #""jane.doe@example.org""#, true),
            ("see https://example.org/a_b/c=d#e there", #""https://example.org/a_b/c=d#e""#, true),
            ("C++ and .NET at AT&T", #""C++""#, true),
            ("C++ and .NET at AT&T", #"".NET at AT&T""#, true),
            ("C++ and .NET at AT&T", "AT&T", true),
            ("at the AT or T", "AT&T", false),
            ("Ubuntu 20.04 for 1,000 users", #""ubuntu 20.04 for 1,000""#, true),
            ("Ubuntu 20 04 for 1,000 users", #""ubuntu 20.04""#, false),
            // Forms of letters.
            ("cafe\u{301} noir", #""café noir""#, true),
            ("café noir", #""cafe noir""#, true),
            ("İstanbul ıssız", #""istanbul ıssız""#, true),
            ("Große Straße", #""GROSSE STRASSE""#, true),
            ("ὁ Ὀδυσσεύς σοφός", #""ΟΔΥΣΣΕΥΣ ΣΟΦΟΣ""#, true),
            ("ＦＵＬＬ width ﬁne", #""full width fine""#, true),
        ])
    func cases(text: String, query: String, isFound: Bool) throws {
        #expect(try SmallIndex(text, "something else").found(query) == (isFound ? ["0"] : []), "\(query) in \(text)")
    }

    @Test("An empty phrase finds nothing, and takes nothing away from the words beside it")
    func emptyPhrase() throws {
        let index = try SmallIndex("peace", "war")
        #expect(try index.found(#""""#) == [])
        #expect(try index.found(#""—""#) == [])
        #expect(try index.found(#"peace """#) == ["0"])
        #expect(try index.found(#"+peace +"…""#) == ["0"])
        #expect(try index.found(#"peace -"""#) == ["0"])
    }

    @Test("A phrase lies within one value of one field")
    func values() throws {
        let index = try SmallIndex([
            Document(
                id: "a",
                fields: [
                    .init(name: "text", values: ["ready to pursue", "peace talks"]), .init(name: "title", values: ["pursue"]),
                ]),
            Document(id: "b", ["text": "pursue peace", "title": "x"]),
        ])
        #expect(try index.found(#""pursue peace""#) == ["b"])
        #expect(try index.found(#""peace talks""#) == ["a"])
    }

    @Test("Phrases under NOT, in a field group, with a weight")
    func operators() throws {
        let index = try SmallIndex([
            Document(id: "a", ["title": "minerals deal", "text": "ready to pursue peace"]),
            Document(id: "b", ["title": "pursue peace", "text": "a minerals deal"]),
            Document(id: "c", ["title": "other", "text": "peace to pursue"]),
        ])
        #expect(try index.found(#"peace -"pursue peace""#) == ["c"])
        #expect(try index.found(#"peace AND NOT title:"pursue peace""#) == ["a", "c"])
        #expect(try index.found(#"(title,text):"minerals deal""#) == ["a", "b"])
        #expect(try index.found(#"text:"minerals deal""#) == ["b"])
        let (plain, heavy) = (try index.hits(#"title:"minerals deal""#), try index.hits(#"title:"minerals deal"^2"#))
        #expect(heavy[0].score == 2 * plain[0].score)
    }

    @Test("A phrase is found after deleting others and after merging")
    func deletesAndMerges() throws {
        let index = try SmallIndex("pursue peace", "pursue peace again", "peace")
        try index.add([Document(id: "3", ["text": "they pursue peace"])])
        try index.index.write { batch in try batch.delete(id: "0") }
        #expect(try index.found(#""pursue peace""#) == ["1", "3"])
        try index.index.merge(toSegments: 1)
        #expect(try index.found(#""pursue peace""#) == ["1", "3"])
        #expect(try index.index.count(#""pursue peace""#) == 2)
    }

    @Test("A phrase of 200 words")
    func longPhrase() throws {
        let words = (0..<200).map { "word\($0 % 70)" }.joined(separator: " ")
        let index = try SmallIndex("before \(words) after", words.replacingWord(150, by: "other"))
        #expect(try index.found("\"\(words)\"") == ["0"])
        #expect(try index.marked("\"\(words)\"", length: 4000) == [words])
    }

    @Test("A phrase in a document of 100,000 words, at its start, middle and end")
    func longDocument() throws {
        var random = SeededRandom(seed: 11)
        var words = (0..<100_000).map { _ in "w\(Int.random(in: 0..<50, using: &random))" }
        for place in [0, 50_000, 99_997] { words.replaceSubrange(place..<place + 3, with: ["ready", "for", "peace"]) }
        let index = try SmallIndex(words.joined(separator: " "), "for peace ready")
        #expect(try index.found(#""ready for peace""#) == ["0"])
        #expect(try index.marked(#""ready for peace""#) == ["ready for peace"])
    }

    @Test("Spans of combining marks and emoji hold whole characters")
    func spans() throws {
        let index = try SmallIndex("👩‍👩‍👧 the cafe\u{301} noir 🇺🇦 x", "invalid")
        #expect(try index.marked(#""café noir""#) == ["cafe\u{301} noir"])
        #expect(try index.marked(#""noir x""#) == ["noir 🇺🇦 x"])
    }

    @Test("Text with replaced bytes is searched like any other")
    func replacementCharacters() throws {
        let index = try SmallIndex(String(decoding: [0x70, 0xFF, 0x20, 0xC3, 0x28, 0x71] as [UInt8], as: UTF8.self), "p")
        #expect(try index.found(#""p q""#) == ["0"])
    }
}

extension String {
    fileprivate func replacingWord(_ number: Int, by word: String) -> String {
        var words = split(separator: " ").map(String.init)
        words[number] = word
        return words.joined(separator: " ")
    }
}
