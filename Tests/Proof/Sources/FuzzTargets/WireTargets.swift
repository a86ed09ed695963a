@testable import Apus
@testable import ApusService
@testable import ApusWire

extension FuzzTarget {
    private static let requestSeeds = [
        "ping\n@a search limit=5 -- peace \"of the\"\n", "add id=x {5}\nhello\ncommit\nget x\n",
        "{\"verb\":\"search\",\"query\":\"the\",\"tag\":\"t\"}\n",
        "add {\"id\":\"a\",\"text\":\"b\"}\r\ncommit\n# no request\n\ncount any *",
        "serach x\nsearch bad=1 y\ndelete query=\"peace\"\nbatch\nend\n",
        "parse a OR \"b\nhelp\nstatus\nschema\nstats\ncancel @a\nadd {9999999999999999999}\n",
    ].map { [5] + Array($0.utf8) }

    /// A byte of chunk size, then what a client sends: the same requests under every chunking, at most one a line.
    static let requests = FuzzTarget("requests", "the wire decoder under every chunking") {
        requestSeeds
    } run: { bytes in
        var input = FuzzInput(bytes)
        let chunk = 1 + Int(input.byte()) % 60
        let content = input.takeRest()
        let limits = WireLimits(line: 200, body: 60)
        let whole = events(content, chunk: max(1, content.count), limits)
        try promise(events(content, chunk: chunk, limits) == whole, "other requests in pieces of \(chunk)")
        try promise(events(content, chunk: 1, limits) == whole, "other requests byte by byte")
        try promise(whole.count <= content.count { $0 == 0x0A } + 1, "\(whole.count) requests in fewer lines")
        for case .request(let request) in whole {
            var written: [UInt8] = []
            RequestEncoder.append(request, to: &written)
            let again = events(written, chunk: written.count, WireLimits())
            try promise(again == [.request(request)], "\(request) is sent as \(String(decoding: written, as: UTF8.self))")
        }
    }

    private static func events(_ bytes: [UInt8], chunk: Int, _ limits: WireLimits) -> [RequestDecoder.Event] {
        var decoder = RequestDecoder(limits: limits)
        var events: [RequestDecoder.Event] = []
        bytes.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: bytes.count, by: chunk) {
                decoder.append(UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + chunk)]))
                while let event = decoder.next() { events.append(event) }
            }
        }
        decoder.finish()
        while let event = decoder.next() { events.append(event) }
        return events
    }

    /// A line that a daemon might send; what is read is written as a line that means the same.
    static let replies = FuzzTarget("replies", "the client's reader of replies") {
        [
            "@a HIT\t1\ta\t1.5\tx", "OK took=5 generation=3", "ERR 422 bad-query at=3 : what \\n", "* bye reason=shutdown",
            "{\"type\":\"hit\",\"rank\":1,\"id\":\"a\"}",
        ]
        .map { Array($0.utf8) }
    } run: { bytes in
        let line = OwnedBytes(Array(bytes))
        withExtendedLifetime(line) {
            do throws(ReplyError) { _ = try ReplyLine(line.bytes.bindMemory(to: UInt8.self)) } catch {}
        }
    }

    /// What a client sends, answered from a small index: each request gets exactly one final, as its last line, and no row that
    /// looks like one.
    static let service = FuzzTarget("service", "requests answered: exactly one final each") {
        requestSeeds
    } run: { bytes in
        var input = FuzzInput(bytes)
        _ = input.byte()
        let session = ServiceSession(try ServedIndex.take())
        for event in events(input.takeRest(), chunk: 64, WireLimits(line: 400, body: 200)) {
            if case .request(let request) = event, [.commit, .merge].contains(request.verb) { ServedIndex.spend() }
            try answer(event, session)
        }
    }

    private static func answer(_ event: RequestDecoder.Event, _ session: ServiceSession) throws {
        var (finals, rows, bytes) = (0, 0, [UInt8]())
        switch event {
        case .refusal(let refusal):
            ReplyEncoder(for: refusal).append(.failure(refusal.error), to: &bytes)
            finals = 1
        case .request(let request):
            guard request.verb != .shutdown else { return }
            let encoder = ReplyEncoder(for: request)
            var isBroken = false
            session.answer(request) { record in
                isBroken = isBroken || finals > 0
                if record.isFinal { finals += 1 } else { rows += 1 }
                encoder.append(record, to: &bytes)
            }
            try promise(!isBroken, "\(request) is answered after its final")
        }
        try promise(finals == 1, "\(event) has \(finals) finals")
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        try promise(lines.count == rows + finals, "\(event) has \(lines.count) lines of \(rows + finals) records")
        for (place, line) in lines.enumerated() {
            guard case .record(let record, _) = try ReplyLine(Array(line)) else {
                throw BrokenPromise("\(event): an event in a reply")
            }
            try promise(record.isFinal == (place == rows), "\(event): line \(place) of \(lines.count) is taken for another kind")
        }
    }
}

/// A small index that answers requests, kept for as long as nobody changes it.
private enum ServedIndex {
    private static let kept = Locked<IndexService?>(nil)

    static func take() throws -> IndexService {
        if let service = kept.withLock({ $0 }) { return service }
        let index = try Index(storage: MemoryStorage(), options: SampleIndex.options)
        try index.write { try $0.add(Document(id: "x", ["text": "the peace of the world"])) }
        let service = IndexService([.init(name: "a", index: index)])
        kept.withLock { $0 = service }
        return service
    }

    /// Has the next one make another: this one is going to be changed.
    static func spend() { kept.withLock { $0 = nil } }
}
