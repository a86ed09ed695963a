import Testing

@testable import Apus

@Suite("Reading queries: fields")
struct FieldReadingTests {
    @Test("Fields, ranges, comparisons are read as the table says")
    func fields() throws { try expectReadings(Self.fieldsTable) }

    private static let fieldsTable: [Reading] = [
        ("title:rutte", #"field title[word "rutte"]"#, ""),
        (#"title:"minerals deal""#, #"field title[phrase "minerals deal"]"#, ""),
        (#"title:"minerals deal"~2^3"#, #"weight 3.0[field title[phrase "minerals deal" slop 2]]"#, ""),
        ("(title,text):peace", #"field title,text[word "peace"]"#, ""),
        (#"(title, text):"minerals deal""#, #"field title,text[phrase "minerals deal"]"#, ""),
        ("(title,nope):peace", #"field title[word "peace"]"#, "field@7"),
        ("(nope,nada):peace", #"boolean[optional word "nope,nada", optional word ":peace"]"#, ""),
        (
            "(title, two words):peace",
            #"boolean[optional boolean[optional word "title,", optional word "two", optional word "words"], optional word ":peace"]"#,
            ""
        ),
        (
            #"(title,a "title,b):c")"#,
            #"boolean[optional word "title,a", optional phrase "title,b):c"]"#, ""
        ),
        ("(title):peace", #"field title[word "peace"]"#, ""),
        ("(title,text):(a -b)", #"field title,text[boolean[optional word "a", excluded word "b"]]"#, ""),
        ("title:(a OR b)", #"field title[boolean[optional word "a", optional word "b"]]"#, ""),
        ("title:(a -b)^2", #"weight 2.0[field title[boolean[optional word "a", excluded word "b"]]]"#, ""),
        ("-title:rutte", #"boolean[optional everything, excluded field title[word "rutte"]]"#, ""),
        ("+title:(rutte)", #"field title[word "rutte"]"#, ""),
        ("title:rutt*", #"field title[prefix "rutt"]"#, ""),
        ("title:r?tte", #"field title[wildcard "r?tte"]"#, ""),
        ("title:rutte~", #"field title[fuzzy "rutte" within 1]"#, ""),
        ("title:/rut+e/", "field title[regular expression /rut+e/]", ""),
        ("title:*", "field title[exists]", ""),
        ("-title:*", "boolean[optional everything, excluded field title[exists]]", ""),
        ("title:*^2", "weight 2.0[field title[exists]]", ""),
        ("year:[2020 TO 2025]", "field year[range [2020 TO 2025]]", ""),
        ("year:{2020 TO 2025}", "field year[range {2020 TO 2025}]", ""),
        ("year:[2020 TO 2025}", "field year[range [2020 TO 2025}]", ""),
        ("year:{2020 TO 2025]", "field year[range {2020 TO 2025]]", ""),
        ("year:[* TO 2025]", "field year[range <=2025]", ""),
        ("year:[2020 TO *]", "field year[range >=2020]", ""),
        ("year:[* TO *]", "field year[range [* TO *]]", ""),
        ("year:[ 2020  TO 2025 ]^2", "weight 2.0[field year[range [2020 TO 2025]]]", ""),
        ("year:[2020 to 2025]", "field year[range [2020 TO 2025]]", ""),
        (#"date:["2025-01-01 10:00" TO 2025-02]"#, #"field date[range ["2025-01-01 10:00" TO 2025-02]]"#, ""),
        ("price:<10", "field price[range <10]", ""),
        ("price:<=10", "field price[range <=10]", ""),
        ("price:>10", "field price[range >10]", ""),
        ("price:>=10", "field price[range >=10]", ""),
        ("price:>=10^2", "weight 2.0[field price[range >=10]]", ""),
        ("price:< 10", "field price[range <10]", "field@7"),
        ("price:<", #"word "price""#, "field@7"),
        ("year:-5", #"field year[word "-5"]"#, ""),
        ("year:[-5 TO -1]", "field year[range [-5 TO -1]]", ""),
        ("date:2025-03", #"field date[word "2025-03"]"#, ""),
        ("date:2025-03-01T10:20:30Z", #"field date[word "2025-03-01T10:20:30Z"]"#, ""),
        ("year:[2020-2025]", #"field year[word "2020-2025]"]"#, "range@5"),
        ("year:[2020 TO", #"boolean[optional field year[word "2020"], optional word "TO"]"#, "range@5"),
        ("year:[2020 TO 2025 peace", #"boolean[optional field year[range [2020 TO 2025]], optional word "peace"]"#, "range@5"),
        (
            "year:[2020 x 2025]", #"boolean[optional field year[word "2020"], optional word "x", optional word "2025]"]"#,
            "range@5"
        ),
        ("year:[", #"word "year""#, "range@5 field@6"),
        ("like:seeds/a.txt", #"like "seeds/a.txt""#, ""),
        (#"like:"my notes (1).txt""#, #"like "my notes (1).txt""#, ""),
        ("like:a~2", #"like "a~2""#, ""),
        ("like:a^2", #"weight 2.0[like "a"]"#, ""),
        ("like:", #"word "like""#, "field@5"),
        ("like: that", #"boolean[optional word "like", optional word "that"]"#, "field@5"),
    ]
}
