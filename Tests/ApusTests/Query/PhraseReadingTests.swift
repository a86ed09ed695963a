import Testing

@testable import Apus

@Suite("Reading queries: phrases and patterns")
struct PhraseReadingTests {
    @Test("Phrases and every kind of quote are read as the table says")
    func quotes() throws { try expectReadings(Self.quotesTable) }

    @Test("Whole values, patterns, fuzzy words are read as the table says")
    func patterns() throws { try expectReadings(Self.patternsTable) }

    @Test("Weights are read as the table says")
    func weights() throws { try expectReadings(Self.weightsTable) }

    private static let quotesTable: [Reading] = [
        (#""ready to pursue peace""#, #"phrase "ready to pursue peace""#, ""),
        ("“ready to pursue peace”", #"phrase "ready to pursue peace""#, ""),
        ("„bereit zum Frieden“", #"phrase "bereit zum Frieden""#, ""),
        ("”så är det”", #"phrase "så är det""#, ""),
        ("«prêt à la paix»", #"phrase "prêt à la paix""#, ""),
        ("»bereit zum Frieden«", #"phrase "bereit zum Frieden""#, ""),
        ("＂full width＂", #"phrase "full width""#, ""),
        (#"“mixed quotes""#, #"phrase "mixed quotes""#, ""),
        (#""mixed the other way”"#, #"phrase "mixed the other way""#, ""),
        (#""he said “yes” to it""#, #"phrase "he said “yes” to it""#, ""),
        (#""to be or not to be""#, #"phrase "to be or not to be""#, ""),
        (#""a b" "c d""#, #"boolean[optional phrase "a b", optional phrase "c d"]"#, ""),
        (#""a b""c d""#, #"boolean[optional phrase "a b", optional phrase "c d"]"#, ""),
        (#"say"hello world"now"#, #"boolean[optional word "say", optional phrase "hello world", optional word "now"]"#, ""),
        (#""a b c"~3"#, #"phrase "a b c" slop 3"#, ""),
        (#""a b c"~"#, #"phrase "a b c""#, "distance@7"),
        (#""a b c"~x"#, #"boolean[optional phrase "a b c", optional word "~x"]"#, "distance@7"),
        (#"(a b)~x"#, #"boolean[optional boolean[optional word "a", optional word "b"], optional word "~x"]"#, ""),
        (#""a b"^-1"#, #"boolean[optional phrase "a b", optional word "^-1"]"#, "weight@5"),
        (#""a b c"~3^2"#, #"weight 2.0[phrase "a b c" slop 3]"#, ""),
        (#""a b c"^2~3"#, #"weight 2.0[phrase "a b c" slop 3]"#, ""),
        (#""a b c"~99999999999999999999"#, #"phrase "a b c" slop 1073741824"#, ""),
    ]

    private static let patternsTable: [Reading] = [
        (#"title:="minerals deal""#, #"field title[whole value "minerals deal"]"#, ""),
        ("title:=minerals", #"field title[whole value "minerals"]"#, ""),
        ("title:=", #"word "title""#, "field@7"),
        ("pursu*", #"prefix "pursu""#, ""),
        ("p?rsue", #"wildcard "p?rsue""#, ""),
        ("/pea[ck]e/", "regular expression /pea[ck]e/", ""),
        ("/pea(ce|k)/^2", "weight 2.0[regular expression /pea(ce|k)/]", ""),
        ("/usr/local/bin", #"word "/usr/local/bin""#, ""),
        (#"/a\/b/"#, #"regular expression /a\/b/"#, ""),
        ("/", "nothing", ""),
        ("//", "nothing", ""),
        ("and/or", #"word "and/or""#, ""),
        ("rutte~", #"fuzzy "rutte" within 1"#, ""),
        ("rutte~2", #"fuzzy "rutte" within 2"#, ""),
        ("rutte~0", #"word "rutte""#, ""),
        ("rutte~3", #"fuzzy "rutte" within 2"#, "distance@5"),
        ("rutte~0.8", #"fuzzy "rutte" within 1"#, "distance@5"),
        ("rutte~x", #"word "rutte~x""#, ""),
        (#""ready to pursu*""#, #"phrase[text "ready to", prefix "pursu"]"#, ""),
        (#""pursue (peace OR war)""#, #"phrase[text "pursue", alternatives[phrase "peace", phrase "war"]]"#, ""),
        (
            #""ready to (pursue OR seek OR pursu*) peace""#,
            #"phrase[text "ready to", alternatives[phrase "pursue", phrase "seek", phrase[prefix "pursu"]], text "peace"]"#, ""
        ),
        (
            #""(a OR (b OR c d)) e""#,
            #"phrase[alternatives[phrase "a", phrase[alternatives[phrase "b", phrase "c d"]]], text "e"]"#, ""
        ),
        (#""peace (war) now""#, #"phrase "peace (war) now""#, ""),
        (#""what is peace?""#, #"phrase "what is peace?""#, ""),
        (#""p?rsue *bold* C*""#, #"phrase[wildcard "p?rsue", prefix "bold", prefix "C"]"#, ""),
        (#""p?rsue — war""#, #"phrase[wildcard "p?rsue", text "war"]"#, ""),
        (#""pursue (peace OR war""#, #"phrase "pursue (peace OR war""#, "group@8"),
        (#""pursue (peace OR )""#, #"phrase "pursue peace""#, "empty@18"),
        (#""this OR that""#, #"phrase "this OR that""#, ""),
        (#""peace (OR) war""#, #"phrase "peace war""#, "empty@8 empty@10"),
        (#""a*b c* *""#, #"phrase[wildcard "a*b", prefix "c"]"#, ""),
        (#""state-of*""#, #"phrase[prefix "state-of"]"#, ""),
        ("state-of*", #"prefix "state-of""#, ""),
        ("state-o?f", #"wildcard "state-o?f""#, ""),
        ("*ing", #"wildcard "*ing""#, ""),
        ("p*e", #"wildcard "p*e""#, ""),
        ("**bold**", #"wildcard "*bold*""#, ""),
        ("pursu*,", #"prefix "pursu""#, ""),
        ("what?", #"word "what?""#, ""),
        ("what?*", #"prefix "what?""#, ""),
        ("p?r*", #"wildcard "p?r*""#, ""),
        ("*", "everything", ""),
        ("**", "everything", ""),
        ("* -b", #"boolean[optional everything, excluded word "b"]"#, ""),
        ("*^2", "weight 2.0[everything]", ""),
        ("a*~", #"prefix "a""#, "pattern@2"),
    ]

    private static let weightsTable: [Reading] = [
        ("peace^2", #"weight 2.0[word "peace"]"#, ""),
        ("peace^0.5", #"weight 0.5[word "peace"]"#, ""),
        (#""a b"^2"#, #"weight 2.0[phrase "a b"]"#, ""),
        ("(a b)^2", #"weight 2.0[boolean[optional word "a", optional word "b"]]"#, ""),
        ("a^2 b^.5", #"boolean[optional weight 2.0[word "a"], optional weight 0.5[word "b"]]"#, ""),
        ("peace^1", #"word "peace""#, ""),
        ("peace^", #"word "peace^""#, ""),
        ("peace^x", #"word "peace^x""#, ""),
        ("peace^-1", #"word "peace^-1""#, "weight@5"),
        ("peace^2^3", #"weight 6.0[word "peace"]"#, ""),
        ("peace^1e9", #"weight 1000000.0[word "peace"]"#, "weight@5"),
        ("peace^1e-5", #"weight 1e-05[word "peace"]"#, ""),
        ("rutte~^2", #"weight 2.0[fuzzy "rutte" within 1]"#, ""),
    ]
}
