import Apus
import Testing

@testable import ApusWire

@Suite("Replies as a client reads them")
struct ReplyLineTests {
    private static let text = "x\ty\n\"é\\\u{1}…"
    private static let records: [Record] = [
        .hit(
            .init(
                rank: 1, id: text, score: 0.1,
                fields: [.init(name: text, values: [.string(text)]), .init(name: "n", values: [1, 2.5, true])],
                snippet: .init(text: text, spans: [0..<1, 2..<3]))),
        .hit(.init(rank: 3, id: "", score: 1e-9)), .warning(.init(code: "quote", offset: 7, text: text)),
        .document(Document(id: text, ["a": 1, "b": "two"])),
        .term(.init(term: text, place: .init(start: 0, end: 4, position: 1))),
        .term(.init(term: "x", documentCount: 9)), .facet(.init(field: "a", value: text, count: 3)),
        .stat(.init("documents", .integer(12))), .stat(.init("name", .text(text))), .stat(.init("took", .microseconds(7))),
        .progress(.init(done: 1, total: 2, text: text)), .field(FieldDefinition(name: "year", type: .number, isStored: false)),
        .damage(.init(file: "a.seg", offset: 77, text: text)), .command(.init(verb: "ping", usage: "ping", text: text)),
        .tree(text),
        .row(.init(kind: "HIT", fields: ["", text])),
        .summary(
            .init(
                query: text, hits: 1, total: 7, totalIsExact: false, partial: "timeout", tookMicroseconds: 3, generation: 4,
                next: "c")),
        .summary(.init(query: "", hits: nil, total: 0, generation: 0)),
        .ok([
            Property("total-is", .text(text)), Property("took", .microseconds(3)), Property("ratio", .number(0.5)),
            Property("on", .boolean(true)),
        ]),
        .failure(WireError(.damaged, [Property("file", .text(text)), Property("offset", 3)], text: text)),
    ]

    @Test("A record that is written as JSON and read is the same record", arguments: records)
    func jsonRoundTrip(record: Record) throws {
        for tag in [nil, "a"] {
            let line = JSONLineEncoder(tag: tag).line(record)
            #expect(!line.contains(0x0A))
            #expect(try ReplyLine(line) == .record(record, tag: tag))
        }
    }

    @Test("Rows and finals of text are read with their tag and values")
    func text() throws {
        for record in Self.records {
            var bytes: [UInt8] = []
            ReplyEncoder(dialect: .text, tag: "a").append(record, to: &bytes)
            guard case .record(let read, tag: "a") = try ReplyLine(bytes.dropLast()) else {
                Issue.record("no record: \(record)")
                continue
            }
            switch record {
            case .row, .failure: #expect(read == record)
            default: #expect(read.isFinal == record.isFinal)
            }
        }
    }

    @Test("The greeting is read as it was written")
    func greeting() throws {
        let greeting = Greeting(processID: 4242, generation: 3, limits: WireLimits(), inflight: 32, role: .reader)
        let line = String(decoding: greeting.line, as: UTF8.self)
        #expect(line == "* apus/1 ready pid=4242 generation=3 max-line=1048576 max-body=67108864 max-inflight=32 role=reader\n")
        #expect(try Greeting(ReplyLine(Array(line.utf8.dropLast()))) == greeting)
        #expect(throws: ReplyError.self) { try Greeting(ReplyLine(Array("* http/1 ready".utf8))) }
        #expect(throws: ReplyError.self) { try Greeting(ReplyLine(Array("HIT".utf8))) }
        let bye = EventLine.bytes("bye", [Property("reason", .text("shutdown"))])
        #expect(try ReplyLine(bye.dropLast()) == .event(name: "bye", properties: [Property("reason", .text("shutdown"))]))
    }

    @Test("Hostile lines throw and never trap")
    func hostile() {
        let seed = SeededGenerator.freshSeed()
        var generator = SeededGenerator(seed: seed)
        let encoded = Self.records.flatMap { record -> [[UInt8]] in
            var row: [UInt8] = []
            ReplyEncoder(dialect: .text, tag: "a").append(record, to: &row)
            return [JSONLineEncoder(tag: "a").line(record), row]
        }
        for _ in 0..<5_000 {
            var line = encoded.randomElement(using: &generator)!
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<line.count, using: &generator)
                line[place] = Bool.random(using: &generator) ? UInt8.random(in: 0...255, using: &generator) : UInt8(ascii: "9")
            }
            if Bool.random(using: &generator) { line.removeLast(Int.random(in: 0...line.count, using: &generator)) }
            _ = try? ReplyLine(line)
        }
    }
}
