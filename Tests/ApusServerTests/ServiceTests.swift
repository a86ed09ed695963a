import Apus
import ApusService
import ApusWire
import Testing

@testable import ApusServer

@Suite("The service")
struct ServiceTests {
    private let service: IndexService
    private let session: ServiceSession

    init() throws {
        service = try Self.service()
        session = ServiceSession(service)
    }

    static func service() throws -> IndexService {
        let index = try Index(storage: MemoryStorage())
        try index.write { batch in
            try batch.add(Document(id: "a", ["title": "Talks", "text": "Ready to pursue peace.", "year": 2025]))
            try batch.add(Document(id: "b", ["title": "War", "text": "They pursue a war, not peace."]))
        }
        var limits = IndexService.Limits()
        limits.pending = 1000
        limits.timeout = .milliseconds(300)
        let other = try Index(storage: MemoryStorage())
        return IndexService([.init(name: "one", index: index), .init(name: "two", index: other)], limits: limits)
    }

    private func records(_ line: String, in session: ServiceSession? = nil) -> [Record] {
        var decoder = RequestDecoder()
        decoder.append(Array(line.utf8))
        decoder.finish()
        var records: [Record] = []
        while let event = decoder.next() {
            switch event {
            case .request(let request): (session ?? self.session).answer(request) { records.append($0) }
            case .refusal(let refusal): records.append(.failure(refusal.error))
            }
        }
        return records
    }

    func text(_ line: String, in session: ServiceSession? = nil) -> String {
        var bytes: [UInt8] = []
        for record in records(line, in: session) { ReplyEncoder().append(record, to: &bytes) }
        return String(decoding: bytes, as: UTF8.self).replacing(#/took=[0-9.]+ms/#, with: "took=T")
    }

    @Test("Terms come in the order of bytes, suggestions the most common first")
    func terms() {
        #expect(text("terms p") == "TERM\tpeace\t2\nTERM\tpursue\t2\nOK terms=2 generation=1\n")
        #expect(text("terms limit=1 after=not") == "TERM\tpeace\t2\nOK terms=1 generation=1\n")
        #expect(text("terms field=title") == "TERM\ttalks\t1\nTERM\twar\t1\nOK terms=2 generation=1\n")
        #expect(text("terms zebra") == "OK terms=0 generation=1\n")
        #expect(text("suggest limit=2 They") == "TERM\tthey\t1\nOK terms=1 generation=1\n")
        #expect(text("suggest limit=3 ready to p") == "TERM\tpeace\t2\nTERM\tpursue\t2\nOK terms=2 generation=1\n")
        #expect(text("terms field=nope p") == "ERR 404 not-found : there is no field nope\n")
        #expect(text("terms field=year 2").hasPrefix("ERR 400 bad-request : "))
        #expect(text("terms limit=2000000").hasPrefix("ERR 413 too-large limit=hits"))
        let json = records("suggest limit=1 w").map { String(decoding: JSONLineEncoder().line($0), as: UTF8.self) }
        #expect(json == [#"{"type":"term","term":"war","documents":1}"#, #"{"type":"ok","terms":1,"generation":1}"#])
    }

    @Test("Searching, counting and getting answer from the newest commit")
    func reading() {
        #expect(text("search snippet=0 \"pursue peace\"").hasPrefix("HIT\t1\t"))
        #expect(
            text("search snippet=0 \"pursue peace\"").hasSuffix("\ta\nOK hits=1 total=1 total-is=exact took=T generation=1\n"))
        #expect(text("count peace") == "OK total=2 took=T\n")
        #expect(text("get a") == "DOC\ta\t{\"title\":\"Talks\",\"text\":\"Ready to pursue peace.\",\"year\":2025}\nOK\n")
        #expect(text("get fields=year a") == "DOC\ta\t{\"year\":2025}\nOK\n")
        #expect(text("get fields=* a") == text("get a"))
        #expect(text("get").hasPrefix("ERR 400 bad-request : "))
        #expect(text("get none").hasPrefix("ERR 404 not-found"))
        #expect(text("analyze Don’t stop") == "TERM\tdon't\t0\t7\t0\nTERM\tstop\t8\t12\t1\nOK\n")
        #expect(text("count index=two peace") == "OK total=0 took=T\n")
        #expect(text("count index=three peace").hasPrefix("ERR 404"))
    }

    @Test("What was added belongs to its connection until the commit")
    func writing() {
        let other = ServiceSession(service)
        #expect(
            text("add {\"id\":\"c\",\"text\":\"peace\"}\nadd id=d {7}\nNo war.\ndelete b\n")
                == "OK pending=1\nOK pending=2\nOK pending=3\n")
        #expect(text("count peace", in: other) == "OK total=2 took=T\n")
        #expect(text("commit", in: other) == "OK generation=1\n")
        #expect(text("commit\ncommit") == "OK generation=2\nOK generation=2\n")
        #expect(text("count peace", in: other) == "OK total=2 took=T\n")
        #expect(text("get d\nget b", in: other).hasPrefix("DOC\td\t{\"text\":\"No war.\"}\nOK\nERR 404"))
        #expect(text("delete query=\"peace\"\ncommit\ncount *") == "OK pending=2 found=2\nOK generation=3\nOK total=1 took=T\n")
    }

    @Test("A document that does not fit is refused when it comes, and the others are committed")
    func refusedDocuments() {
        #expect(text("add {\"id\":\"x\",\"year\":\"soon\"}").hasPrefix("ERR 400 bad-request : the field year holds numbers"))
        #expect(
            text("add {\"id\":\"y\",\"new\":1}\nadd {\"id\":\"z\",\"new\":\"text\"}\nadd {\"text\":\"no id\"}\nadd {").contains(
                "pending=1"))
        #expect(text("commit\nget y\nget z").hasPrefix("OK generation=2\nDOC\ty\t{\"new\":1}\nOK\nERR 404"))
    }

    @Test("What waits for a commit is bounded, and given back")
    func pending() {
        let large = "add id=x {900}\n" + String(repeating: "x", count: 900) + "\n"
        #expect(text(large + large) == "OK pending=1\nERR 413 too-large limit=pending max=1000 : more than the limit of 1000\n")
        #expect(text("commit\n" + large) == "OK generation=2\nOK pending=1\n")
    }

    @Test("A batch sees one commit, tagged requests the newest")
    func batch() {
        #expect(
            text("batch\ndelete a\ncommit\ncount peace\n@t count peace\nend\ncount peace")
                == "OK generation=1\nOK pending=1\nOK generation=2\nOK total=2 took=T\nOK total=1 took=T\nOK\nOK total=1 took=T\n"
        )
    }

    @Test("A search can wait for a commit, as long as its time lasts")
    func minimumGeneration() {
        #expect(text("count min-generation=1 peace") == "OK total=2 took=T\n")
        #expect(text("count min-generation=9 timeout=20ms peace").hasPrefix("ERR 408 timeout generation=1 : "))
        #expect(text("get min-generation=9 a").hasPrefix("ERR 408 timeout generation=1 : "))
    }

    @Test("Strict queries, large requests and wrong values are typed errors")
    func failures() {
        #expect(text("search strict=1 ready AND (pursue OR").hasPrefix("ERR 422 bad-query at=20 : "))
        #expect(text("search limit=1000001 x").hasPrefix("ERR 413 too-large limit=hits max=1000000"))
        #expect(text("search limit=x x").hasPrefix("ERR 400"))
        #expect(text("search any=1 all=1 x").hasPrefix("ERR 400"))
        #expect(text("count " + String(repeating: "(", count: 129) + "x").hasPrefix("ERR 413 too-large limit=nesting max=128"))
    }

    @Test("An explanation is rows with their depth; of a document that does not match, the part that it fails")
    func explanations() {
        let rows = text("explain id=a peace").split(separator: "\n")
        #expect(rows.first?.hasPrefix("EXPLAIN\t0\t") == true && rows.dropFirst().first?.hasPrefix("EXPLAIN\t1\t") == true)
        #expect(rows.last?.hasPrefix("OK generation=") == true)
        #expect(text("explain id=a -- +peace -absent +nowhere").contains("fails\t+nowhere\t“nowhere” is not there\t15-23\n"))
        #expect(text("explain id=nobody peace").hasPrefix("ERR 404 not-found"))
        #expect(text("explain peace").hasPrefix("ERR 400 bad-request"))
    }

    @Test("Nothing found is explained where that is asked")
    func nothing() {
        let rows = text("search explain=1 peece +absent").split(separator: "\n")
        #expect(rows.contains("WHY\tword\tpeece\t0\t0-5"))
        #expect(rows.contains { $0.hasPrefix("WHY\tspelling\tpeace\t") && $0.hasSuffix("\t\tpeece") })
        #expect(rows.contains("WHY\temptied\t+absent\t0\t6-13"))
        #expect(!text("search peece").contains("WHY"))
    }

    @Test("Every verb is answered with one final record", arguments: Verb.allCases)
    func everyVerb(verb: Verb) {
        let records = records(verb.rawValue + (verb.definition.tail == nil ? "" : " x"))
        #expect(records.last?.isFinal == true)
        #expect(records.count(where: \.isFinal) == 1)
    }

    @Test("Looking at the index: schema, stats, check, merge, parse, help")
    func looking() {
        #expect(
            text("schema")
                == "FIELD\ttitle\ttext\tstored\tfolded\nFIELD\ttext\ttext\tstored\tfolded\nFIELD\tyear\tnumber\tstored\tfolded\nOK\n"
        )
        #expect(text("stats").hasPrefix("STAT\tdocuments\t2\n"))
        #expect(text("check").contains("documents=2"))
        #expect(text("merge segments=1").hasPrefix("OK segments=1 "))
        #expect(text("merge segments=1 reorder=1").hasPrefix("OK segments=1 "))
        #expect(text("parse a AND b").hasPrefix("TREE\t"))
        #expect(text("help pong") == "ERR 400 bad-request : unknown verb `pong`: did you mean `ping`?\n")
        #expect(text("help ping") == "VERB\tping\tping\tanswers at once\nOK\n")
    }

    @Test("A wait for a commit ends when it is cancelled")
    func cancellation() {
        let cancellation = Cancellation()
        cancellation.cancel()
        var last: Record?
        session.answer(Request(.count, [.init(.minimumGeneration, "9")], "x"), cancellation: cancellation) { last = $0 }
        guard case .failure(let error) = last else {
            Issue.record("not cancelled")
            return
        }
        #expect(error.code == .cancelled)
    }
}
