import Testing

@testable import Apus

@Suite("Reading queries: operators")
struct OperatorReadingTests {
    @Test("Words, signs and boolean operators are read as the table says")
    func words() throws { try expectReadings(Self.wordsTable) }

    @Test("NEAR and its kin are read as the table says")
    func near() throws { try expectReadings(Self.nearTable) }

    private static let wordsTable: [Reading] = [
        ("peace", #"word "peace""#, ""),
        (
            "ready to pursue peace",
            #"boolean[optional word "ready", optional word "to", optional word "pursue", optional word "peace"]"#, ""
        ),
        (#"  peace\#u{9}war  "#, #"boolean[optional word "peace", optional word "war"]"#, ""),
        ("+a -b", #"boolean[required word "a", excluded word "b"]"#, ""),
        ("+a", #"word "a""#, ""),
        ("-b", #"boolean[optional everything, excluded word "b"]"#, ""),
        ("-b -c", #"boolean[optional everything, excluded word "b", excluded word "c"]"#, ""),
        ("+a +b c", #"boolean[required word "a", required word "b", optional word "c"]"#, ""),
        ("a AND b", #"boolean[required word "a", required word "b"]"#, ""),
        ("a OR b", #"boolean[optional word "a", optional word "b"]"#, ""),
        ("a AND b OR c", #"boolean[optional boolean[required word "a", required word "b"], optional word "c"]"#, ""),
        ("a OR b AND c", #"boolean[optional word "a", optional boolean[required word "b", required word "c"]]"#, ""),
        (
            "a b AND c OR d e",
            #"boolean[optional word "a", optional boolean[required word "b", required word "c"], optional word "d", optional word "e"]"#,
            ""
        ),
        ("NOT b", #"boolean[optional everything, excluded word "b"]"#, ""),
        ("a NOT b", #"boolean[optional word "a", excluded word "b"]"#, ""),
        ("a AND NOT b", #"boolean[required word "a", excluded word "b"]"#, ""),
        ("a OR NOT b", #"boolean[optional word "a", optional boolean[optional everything, excluded word "b"]]"#, ""),
        ("a OR -b", #"boolean[optional word "a", excluded word "b"]"#, ""),
        ("a AND -b", #"boolean[required word "a", excluded word "b"]"#, ""),
        ("+a OR b", #"boolean[required word "a", optional word "b"]"#, ""),
        ("+a AND b", #"boolean[required word "a", required word "b"]"#, ""),
        ("-a AND -b", #"boolean[optional everything, excluded word "a", excluded word "b"]"#, ""),
        ("c -a AND -b", #"boolean[optional word "c", excluded word "a", excluded word "b"]"#, ""),
        (
            "a OR NOT b AND NOT c",
            #"boolean[optional word "a", optional boolean[optional everything, excluded word "b", excluded word "c"]]"#, ""
        ),
        ("NOT NOT a", #"word "a""#, ""),
        ("NOT a AND b", #"boolean[excluded word "a", required word "b"]"#, ""),
        ("NOT -a", #"boolean[optional everything, excluded word "a"]"#, "operator@4"),
        ("NOT (a OR b)", #"boolean[optional everything, excluded boolean[optional word "a", optional word "b"]]"#, ""),
        ("-(a b)", #"boolean[optional everything, excluded boolean[optional word "a", optional word "b"]]"#, ""),
        (
            "+(a OR b) -(c AND d)",
            #"boolean[required boolean[optional word "a", optional word "b"], excluded boolean[required word "c", required word "d"]]"#,
            ""
        ),
        ("(a b)", #"boolean[optional word "a", optional word "b"]"#, ""),
        ("((a)) ", #"word "a""#, ""),
        (
            "(a AND (b OR c)) d",
            #"boolean[optional boolean[required word "a", required boolean[optional word "b", optional word "c"]], optional word "d"]"#,
            ""
        ),
        (
            "a and b or not c",
            #"boolean[optional word "a", optional word "and", optional word "b", optional word "or", optional word "not", optional word "c"]"#,
            ""
        ),
    ]

    private static let nearTable: [Reading] = [
        ("a NEAR/5 b", #"NEAR/5[word "a", word "b"]"#, ""),
        ("a ONEAR/5 b", #"ONEAR/5[word "a", word "b"]"#, ""),
        ("a NEAR b", #"NEAR/10[word "a", word "b"]"#, ""),
        ("a ONEAR b", #"ONEAR/10[word "a", word "b"]"#, ""),
        ("a NEAR/5 b NEAR/5 c", #"NEAR/5[word "a", word "b", word "c"]"#, ""),
        ("a NEAR/5 b NEAR/3 c", #"NEAR/3[NEAR/5[word "a", word "b"], word "c"]"#, ""),
        ("(a NEAR/5 b) NEAR/5 c", #"NEAR/5[NEAR/5[word "a", word "b"], word "c"]"#, ""),
        (#""a b" NEAR/2 (c OR d)"#, #"NEAR/2[phrase "a b", boolean[optional word "c", optional word "d"]]"#, ""),
        ("a NEAR/5 b AND c", #"boolean[required NEAR/5[word "a", word "b"], required word "c"]"#, ""),
        ("a OR b NEAR/5 c", #"boolean[optional word "a", optional NEAR/5[word "b", word "c"]]"#, ""),
        ("-a NEAR/5 b", #"boolean[optional everything, excluded NEAR/5[word "a", word "b"]]"#, ""),
        ("NOT a NEAR/5 b", #"boolean[optional everything, excluded NEAR/5[word "a", word "b"]]"#, ""),
        ("a NEAR/5 -b", #"boolean[optional word "a", excluded word "b"]"#, "operator@2"),
        ("a NEAR/5 NOT b", #"boolean[optional word "a", excluded word "b"]"#, "operator@2"),
        ("a NEAR/x b", #"boolean[optional word "a", optional word "NEAR/x", optional word "b"]"#, "operator@2"),
        ("a NEAR/-1 b", #"boolean[optional word "a", optional word "NEAR/-1", optional word "b"]"#, "operator@2"),
        ("a SENTENCE/3 b", #"boolean[optional word "a", optional word "SENTENCE/3", optional word "b"]"#, "operator@2"),
        ("a SENTENCE/x b", #"boolean[optional word "a", optional word "SENTENCE/x", optional word "b"]"#, ""),
        ("a near/5 b", #"boolean[optional word "a", optional word "near/5", optional word "b"]"#, ""),
        ("a SENTENCE b", #"SENTENCE[word "a", word "b"]"#, ""),
        ("a PARAGRAPH b", #"PARAGRAPH[word "a", word "b"]"#, ""),
        ("a SENTENCE b SENTENCE c", #"SENTENCE[word "a", word "b", word "c"]"#, ""),
        ("a SENTENCE b PARAGRAPH c", #"PARAGRAPH[SENTENCE[word "a", word "b"], word "c"]"#, ""),
    ]
}
