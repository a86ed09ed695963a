import Apus
import Testing

@testable import ApusWire

@Suite("Records as lines")
struct RecordTests {
    private let hit = Record.hit(
        .init(
            rank: 1, id: "seeds/a.txt", score: 1.8376, fields: [.init(name: "title", values: ["A\tb", 3, 2.5, true])],
            snippet: .init(text: "…“ready”\n", spans: [3..<14])))

    private func text(_ record: Record, tag: String? = nil, json: Bool = false) -> String {
        var bytes: [UInt8] = []
        ReplyEncoder(dialect: .text, tag: tag, writesJSONRows: json).append(record, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func json(_ record: Record, tag: String? = nil, queryID: String? = nil) -> String {
        String(decoding: JSONLineEncoder(tag: tag, queryID: queryID).line(record), as: UTF8.self)
    }

    @Test("A hit is a row of rank, score, id and snippet")
    func hitRow() {
        #expect(text(hit) == "HIT\t1\t1.8376\tseeds/a.txt\t…“ready”\\n\t{\"title\":[\"A\\\\tb\",3,2.5,true]}\n")
        #expect(text(.hit(.init(rank: 2, id: "a\\b", score: 1)), tag: "x") == "@x HIT\t2\t1.0\ta\\\\b\n")
        #expect(
            text(.hit(.init(rank: 2, id: "a", score: 1)), json: true)
                == "HIT\t{\"type\":\"hit\",\"rank\":2,\"id\":\"a\",\"score\":1.0,\"fields\":{}}\n")
    }

    @Test("Explanations, passages and why nothing was found read back from JSON as they were")
    func explanations() throws {
        let idf = ScorePart("idf", .figure, 0.1 + 0.2, facts: [.init("df", 2), .init("N", 3)])
        let root = ScorePart("“a” in text", .addend, 1.5, places: [0..<1, 4..<5], parts: [idf, ScorePart("weight", .figure, 2)])
        let tree = Explanation.score(ScoreTree(score: 1.5, grain: 0x1p-50, root: root))
        let failure = QueryFailure(text: "-b", place: 2..<4, filter: 1, reason: "it has what is excluded")
        let passage = TextPassage(field: "text", value: 1, line: 3, range: 5..<9, text: "a b", spans: [0..<1])
        let records: [Record] = [
            .explanation(.init(id: "a", explanation: tree)), .explanation(.init(id: "a", explanation: .failure(failure))),
            .hit(.init(rank: 1, id: "a", score: 1.5, explanation: tree, passages: [passage])),
            .note(.word("a", documents: 0, place: 0..<1)), .note(.spelling("b", documents: 2, of: "a")),
            .note(.emptied(.init(text: "a", place: nil, filter: 0, documents: 1))), .note(.instead("b c", documents: 4)),
        ]
        for record in records {
            #expect(try ReplyLine(JSONLineEncoder().line(record)) == .record(record, tag: nil))
        }
        #expect(
            text(records[0], tag: "x")
                == "@x EXPLAIN\t0\t1.5\taddend\t“a” in text\t\t0-1 4-5\n@x EXPLAIN\t1\t0.30000000000000004\tfigure\tidf\tdf=2.0 N=3.0\t\n"
                + "@x EXPLAIN\t1\t2.0\tfigure\tweight\t\t\n")
        #expect(text(records[1]) == "EXPLAIN\t0\t0.0\tfails\t-b\tit has what is excluded\t2-4\t1\n")
        #expect(text(records[5]) == "WHY\temptied\ta\t1\t\t0\n")
    }

    @Test("Finals begin with OK or ERR")
    func finals() {
        let summary = Record.Summary(query: "q", hits: 1, total: 1, tookMicroseconds: 212, generation: 3)
        #expect(text(.summary(summary)) == "OK hits=1 total=1 total-is=exact took=0.2ms generation=3\n")
        #expect(
            text(.summary(.init(query: "q", hits: nil, total: 2, tookMicroseconds: 100, generation: 3)), tag: "b")
                == "@b OK total=2 took=0.1ms\n")
        #expect(text(.ok([Property("cancelled", 1)])) == "OK cancelled=1\n")
        #expect(text(.ok([Property("file", .text("a b"))])) == "OK file=\"a b\"\n")
        let error = WireError(.badQuery, [Property("at", 20)], text: #"")" expected before the end"#)
        #expect(text(.failure(error)) == "ERR 422 bad-query at=20 : \")\" expected before the end\n")
        #expect(
            text(.failure(WireError(.cancelled, [Property("after", .microseconds(2000))], text: "x")))
                == "ERR 410 cancelled after=2ms : x\n")
    }

    @Test("JSON has the shapes of the contract")
    func jsonShapes() {
        #expect(
            json(hit, tag: "a", queryID: "7")
                == #"{"type":"hit","tag":"a","qid":"7","rank":1,"id":"seeds/a.txt","score":1.8376,"fields":{"title":["A\tb",3,2.5,true]},"#
                + #""snippet":{"text":"…“ready”\n","spans":[[3,14]]}}"#)
        #expect(
            json(.warning(.init(code: "quote", offset: 0, text: "…"))) == #"{"type":"warning","code":"quote","at":0,"text":"…"}"#)
        let summary = Record.Summary(query: "q", hits: 1, total: 1, tookMicroseconds: 212, generation: 3)
        #expect(
            json(.summary(summary))
                == #"{"type":"summary","query":"q","hits":1,"total":1,"total_is":"exact","took_us":212,"generation":3}"#)
        let error = WireError(.badQuery, [Property("at", 20)], text: "…")
        #expect(json(.failure(error)) == #"{"type":"error","code":422,"slug":"bad-query","at":20,"text":"…"}"#)
        #expect(json(.document(Document(id: "a", ["title": "T"]))) == #"{"type":"doc","id":"a","document":{"title":"T"}}"#)
    }

    @Test(
        "Spans of time show two digits or so",
        arguments: [
            (0, "0ms"), (4, "0.004ms"), (44, "0.04ms"), (212, "0.2ms"), (2_000, "2ms"), (17_312, "17.3ms"), (1_234_567, "1234ms"),
        ])
    func milliseconds(microseconds: Int64, shown: String) {
        #expect(Property.Value.microseconds(microseconds).text == shown)
    }

    @Test("A row cannot be broken by what it carries")
    func framing() {
        let hostile = "a\nOK total=1\n@b\tHIT\r\nERR 500\\n"
        let line = text(.hit(.init(rank: 1, id: hostile, score: 1, snippet: .init(text: hostile, spans: []))))
        #expect(line.utf8.count { $0 == 0x0A } == 1)
        #expect(line.utf8.count { $0 == 0x09 } == 4)
        #expect(
            try! ReplyLine(Array(line.utf8.dropLast()))
                == .record(.row(.init(kind: "HIT", fields: ["1", "1.0", hostile, hostile])), tag: nil))
    }
}
