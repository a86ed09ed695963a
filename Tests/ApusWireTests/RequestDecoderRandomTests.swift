import Testing

@testable import ApusWire

@Suite("Requests from random bytes")
struct RequestDecoderRandomTests {
    private static let pieces: [String] = [
        "search", "count", "add", "ping", "serach", "@a", "@", " ", " ", " ", "\n", "\n", "\r\n", "\r", "limit=1", "id=x",
        "id=\"a b\"", "bad=1",
        "\"", "\\", "--", "{3}", "{0}", "{40}", "{9999999999999999999}", "{\"verb\":\"ping\"}", "{\"verb\":", "{", "}", "#",
        "abc", "é", "\0",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    ]

    @Test("Any chunking gives the same requests")
    func chunking() {
        let seed = SeededGenerator.freshSeed()
        var generator = SeededGenerator(seed: seed)
        let limits = WireLimits(line: 60, body: 20)
        for round in 0..<400 {
            let text = (0..<Int.random(in: 0...60, using: &generator)).map { _ in Self.pieces.randomElement(using: &generator)! }
                .joined()
            let bytes = Array(text.utf8)
            let whole = events(bytes, limits: limits)
            let chunks = (0..<20).map { _ in Int.random(in: 1...9, using: &generator) }
            #expect(
                events(bytes, chunks: chunks, limits: limits) == whole, "seed \(seed) round \(round): \(text.debugDescription)")
            #expect(events(bytes, chunks: [1], limits: limits) == whole, "seed \(seed) round \(round): \(text.debugDescription)")
        }
    }

    @Test("Random bytes are requests or refusals, at most one a line")
    func randomBytes() {
        let seed = SeededGenerator.freshSeed()
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0...400, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let lines = bytes.count { $0 == 0x0A } + 1
            #expect(events(bytes, chunks: [7]).count <= lines, "seed \(seed)")
        }
    }

    @Test("A request that is written and read is the same request")
    func roundTrip() {
        let seed = SeededGenerator.freshSeed()
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<1_000 {
            let request = Self.request(using: &generator)
            var bytes: [UInt8] = []
            RequestEncoder.append(request, to: &bytes)
            #expect(events(bytes, chunks: [3, 1, 40]) == [.request(request)], "seed \(seed): \(request)")
        }
    }

    private static func request(using generator: inout SeededGenerator) -> Request {
        let verb = Verb.allCases.randomElement(using: &generator)!
        let dialect: Request.Dialect = Bool.random(using: &generator) ? .text : .json
        var request = Request(verb, dialect: dialect)
        if Bool.random(using: &generator) { request.tag = ["a", "17", "é", "a/b"].randomElement(using: &generator)! }
        for name in verb.definition.options.shuffled(using: &generator).prefix(3) {
            request.options.append(.init(name, value(of: verb.definition.kind(of: name), using: &generator)))
        }
        guard verb.definition.tail != nil, Bool.random(using: &generator) else { return request }
        if verb == .add {
            if dialect == .text {
                request.body = Array(text(using: &generator).utf8)
            } else {
                request.tail = Array(#"{"a":[1,"\n"]}"#.utf8)
            }
        } else {
            let tail = text(using: &generator)
            request.tail = Array((dialect == .text ? tail.filter { !$0.isNewline } : tail).utf8)
            // Of a line's end one CR is dropped, and only one.
            if Int.random(in: 0..<8, using: &generator) == 0 { request.tail.append(0x0D) }
        }
        return request
    }

    private static func value(of kind: OptionKind, using generator: inout SeededGenerator) -> String {
        switch kind {
        case .switch: Bool.random(using: &generator) ? "1" : "0"
        case .number: "\(Int.random(in: 0...9, using: &generator)).5"
        case .count: "\(Int.random(in: 0...1_000_000, using: &generator))"
        case .duration: "\(Int.random(in: 0...999, using: &generator))ms"
        case .choice(let words): words.randomElement(using: &generator)!
        case .text, .list: text(using: &generator)
        }
    }

    private static func text(using generator: inout SeededGenerator) -> String {
        let parts = ["a", "limit=1", "--", " ", "\"", "\\", "\t", "\n", "\u{1}", "é", "{3}", "@x", "#", "\u{1F600}", "x y"]
        return (0..<Int.random(in: 0...6, using: &generator)).map { _ in parts.randomElement(using: &generator)! }.joined()
    }
}
