import Testing

@testable import Apus

@Suite("Folding")
struct FoldingTests {
    static func folded(_ text: String, foldsAccents: Bool = false) -> String {
        var folding = Folding(foldsAccents: foldsAccents)
        var text = text
        return text.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return "" }
            let term = [UInt8](unsafeUninitializedCapacity: Limits.termBytes) { term, count in
                count = folding.fold(base, from: 0, to: bytes.count, into: term.baseAddress!)
            }
            return String(decoding: term, as: UTF8.self)
        }
    }

    private static func points(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
    private static let apostrophes: Set<UInt32> = [0x2018, 0x2019, 0x2BC, 0xFF07]

    @Test("All forms of each line of NormalizationTest fold alike, with accents and without")
    func normalization() {
        let rows = UnicodeRows.fields(UnicodeCases.normalizations)
        #expect(rows.count > 5000)
        for forms in rows {
            for foldsAccents in [false, true] {
                let terms = Set(forms.map { Self.points(Self.folded(UnicodeRows.text($0), foldsAccents: foldsAccents)) })
                #expect(terms.count == 1, "\(forms)")
            }
        }
    }

    @Test("A character and its full case folding fold alike")
    func caseFolding() {
        let rows = UnicodeRows.fields(UnicodeCases.caseFoldings)
        #expect(rows.count > 1400)
        for row in rows {
            #expect(
                Self.points(Self.folded(UnicodeRows.text(row[0]))) == Self.points(Self.folded(UnicodeRows.text(row[1]))), "\(row)"
            )
        }
    }

    @Test("Characters fold to their NFKC_Casefold, apostrophes to the straight one")
    func compatibilityCaseFolding() {
        let rows = UnicodeRows.fields(UnicodeCases.compatibilityCaseFoldings)
        #expect(rows.count > 1000)
        for row in rows {
            let expected = row[1].map { Self.apostrophes.contains($0) ? 0x27 : $0 }
            #expect(Self.points(Self.folded(UnicodeRows.text(row[0]))) == expected, "\(row)")
        }
    }

    @Test("What is folded stays as it is when folded again")
    func idempotence() {
        for row in UnicodeRows.fields(UnicodeCases.normalizations) {
            for foldsAccents in [false, true] {
                let once = Self.folded(UnicodeRows.text(row[0]), foldsAccents: foldsAccents)
                #expect(Self.points(Self.folded(once, foldsAccents: foldsAccents)) == Self.points(once), "\(row)")
            }
        }
    }

    @Test(
        "Accents are folded of Latin and Greek letters and of ё, others stay",
        arguments: [
            ("café", "cafe"), ("Ångström", "angstrom"), ("Việt", "viet"), ("Ǿ", "o"), ("ǽ", "ae"), ("Łódź", "lodz"), ("đĐ", "dd"),
            ("þing", "thing"), ("ŧħɨ", "thi"), ("ﬃ", "ffi"), ("Œuvre", "oeuvre"), ("ɓɗƙ", "bdk"), ("i\u{307}", "i"),
            ("ἄνθρωπος", "ανθρωποσ"), ("ᾼ", "αι"), ("ᾳ", "αι"), ("ΐ", "ι"), ("ё", "е"), ("е\u{308}", "е"),
            ("е\u{323}\u{308}", "е\u{323}"),
            ("й", "й"), ("и\u{306}", "й"), ("ї", "ї"), ("が", "が"), ("か\u{3099}", "が"), ("שָׁ", "שָׁ"), ("กำ", "ก\u{E4D}า"),
            ("한", "한"), ("한", "한"), ("à\u{483}", "a"), ("1\u{301}", "1\u{301}"),
        ])
    func accents(text: String, expected: String) {
        #expect(Self.points(Self.folded(text, foldsAccents: true)) == Self.points(expected))
    }

    @Test("Without accent folding the composed, case folded form stays")
    func accentsKept() {
        for (text, expected) in [("CAFE\u{301}", "café"), ("Ø", "ø"), ("İ", "i\u{307}"), ("ё", "ё"), ("ı", "ı"), ("ᾼ", "αι")] {
            #expect(Self.points(Self.folded(text)) == Self.points(expected))
        }
    }

    @Test("Marks in any order of different classes give one term, whatever stands around them")
    func markOrder() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("FoldingTests.markOrder seed \(seed)")
        var random = SeededRandom(seed: seed)
        // One mark of each of six combining classes: below, above, nukta, attached, kana voicing, ypogegrammeni.
        let marks: [UInt32] = [0x323, 0x301, 0x93C, 0x327, 0x3099, 0x345]
        for base: UInt32 in [0x61, 0x3B1, 0x438, 0x5D0, 0x304B, 0x928] {
            let terms = (0..<50).map { _ in Self.folded(UnicodeRows.text([base] + marks.shuffled(using: &random) + [0x62])) }
            #expect(Set(terms.map(Self.points)).count == 1, "seed \(seed)")
        }
    }

    @Test("Accents without end are dropped, other marks without end fill the term with whole characters")
    func manyMarks() {
        let accents = "e" + String(repeating: "\u{301}", count: 5000) + "b"
        #expect(Self.folded(accents, foldsAccents: true) == "eb")
        let kept = Self.folded("и" + String(repeating: "\u{301}", count: 5000) + "b", foldsAccents: true)
        #expect(kept.utf8.count == 254)
        #expect(kept.unicodeScalars.allSatisfy { $0 == "и" || $0 == "\u{301}" })
    }
}
