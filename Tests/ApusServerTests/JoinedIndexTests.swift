import Apus
import ApusService
import ApusWire
import Testing

@testable import ApusServer

@Suite("Requests that mean several indexes")
struct JoinedIndexTests {
    private let session: ServiceSession
    private let indexes: [IndexService.Named]

    init() throws {
        let texts = [
            ["a": "Ready to pursue peace", "b": "war"], ["a": "They pursue peace, peace", "c": "peace"], ["d": "no such word"],
        ]
        indexes = try zip(["one", "two", "x,y"], texts).map { name, texts in
            let index = try Index(storage: MemoryStorage())
            try index.write { batch in
                for (id, text) in texts.sorted(by: { $0.key < $1.key }) {
                    try batch.add(Document(id: id, ["text": .string(text)]))
                }
            }
            return IndexService.Named(name: name, index: index)
        }
        session = ServiceSession(IndexService(indexes))
    }

    private func text(_ line: String) -> String {
        var decoder = RequestDecoder()
        decoder.append(Array(line.utf8))
        decoder.finish()
        var bytes: [UInt8] = []
        while let event = decoder.next() {
            guard case .request(let request) = event else { return "refused" }
            session.answer(request) { ReplyEncoder(dialect: request.dialect).append($0, to: &bytes) }
        }
        return String(decoding: bytes, as: UTF8.self).replacing(#/took=[0-9.]+ms/#, with: "took=T")
    }

    @Test("Are answered as one index, and hits tell of which they are")
    func search() {
        let found = text("search index=one,two snippet=0 peace")
        let rows = found.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        #expect(
            rows.dropLast().map { $0[3] } == ["a", "c", "a"] || rows.dropLast().map { $0[3] } == ["c", "a", "a"], "\(found)")
        #expect(Set(rows.dropLast().map { "\($0[3]) \($0[9])" }) == ["a one", "a two", "c two"], "\(found)")
        #expect(found.hasSuffix("OK hits=3 total=3 total-is=exact took=T generation=2\n"))
        #expect(text("search index=one index=two snippet=0 peace") == found)
        #expect(text("count index=two,one,x,y peace").hasPrefix("ERR 404"))
        #expect(text("count index=two,one index=x,y peace") == "OK total=3 took=T\n")
        #expect(text("count index=x,y such") == "OK total=1 took=T\n")
        #expect(text("terms index=one,two p") == "TERM\tpeace\t3\nTERM\tpursue\t2\nOK terms=2 generation=2\n")
        let json = text(#"{"verb":"search","index":["one","two"],"query":"war","snippet":0}"# + "\n")
        #expect(json.hasPrefix(#"{"type":"hit","rank":1,"index":"one","id":"b","score":"#), "\(json)")
        #expect(text("search index=two snippet=0 war peace").contains("\tc\n"))
    }

    @Test(
        "Where that makes no sense, are refused",
        arguments: [
            "get index=one,two a", "stats index=one,two", "delete index=one,two a", "commit index=one,two", "merge index=one,two",
            "search index=one,one peace", "search index=one,two min-generation=1 peace", "known index=one,two",
            "schema index=one,two",
        ])
    func refused(line: String) {
        #expect(text(line).hasPrefix("ERR 400 bad-request : "), "\(text(line))")
    }

    @Test("In a batch, are answered from one commit of each")
    func batch() throws {
        #expect(text("batch index=one,two") == "OK generation=2\n")
        #expect(text("count index=one,two peace") == "OK total=3 took=T\n")
        try indexes[1].index.write { try $0.add(Document(id: "e", ["text": "peace"])) }
        #expect(text("count index=one,two peace") == "OK total=3 took=T\n")
        #expect(text("count index=two,one peace") == "OK total=3 took=T\n")
        #expect(
            text("@t count index=one,two peace") == "@t OK total=4 took=T\n"
                || text("@t count index=one,two peace").contains("total=4"))
        #expect(text("end") == "OK\n")
        #expect(text("count index=one,two peace") == "OK total=4 took=T\n")
    }

    @Test("With parameters of their own need those of the request")
    func parameters() throws {
        try indexes[1].index.write { try $0.define(BM25(k1: 0.9, b: 0.4)) }
        let refusal = text("search index=one,two peace")
        #expect(refusal.hasPrefix("ERR 409 conflict : one ranks by k1=1.2 b=0.75, two by k1=0.9 b=0.4"), "\(refusal)")
        #expect(text("search index=one,two k1=1 peace").hasPrefix("ERR 409"))
        #expect(text("search index=one,two k1=1 b=0.5 peace").hasSuffix("generation=3\n"))
        try indexes[1].index.write { batch in
            try batch.define(.standard)
            try batch.define(.bm25f)
        }
        #expect(text("search index=one,two peace").hasPrefix("ERR 409 conflict : one ranks by combine=sum, two by combine=bm25f"))
        #expect(text("search index=one,two combine=sum peace").hasSuffix("generation=4\n"))
        #expect(text("search combine=most peace").hasPrefix("ERR 400 bad-request : the option `combine` must be"))
    }
}
