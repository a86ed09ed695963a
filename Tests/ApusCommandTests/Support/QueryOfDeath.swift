import Testing

/// An index of many rare words, and a query that has to look at each of them a thousand times: seconds of work.
enum QueryOfDeath {
    /// The index's files by name: they are made once, and copied by each test.
    private static let files = Result { try made() }

    /// Puts an index of 2,000 documents there, of words that come once and `peace` in each.
    static func index(in place: Workplace) throws {
        for (name, bytes) in try files.get() { try place.write(bytes, to: "index/" + name) }
    }

    private static func made() throws -> [String: [UInt8]] {
        let place = try Workplace()
        var seed: UInt64 = 0x9E37_79B9_7F4A_7C15
        func word() -> String {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return String(seed >> 20, radix: 36)
        }
        let lines = (0..<2000).map { number in
            "{\"id\":\"d\(number)\",\"text\":\"peace \((0..<15).map { _ in word() }.joined(separator: " "))\"}\n"
        }
        try place.write(lines.joined(), to: "rare.jsonl")
        #expect(try place.apus("index", "rare.jsonl").code == 0)
        return Dictionary(uniqueKeysWithValues: try place.names(in: "index").map { ($0, try place.bytes("index/" + $0)) })
    }

    /// The line of the request, without its end.
    static func request(timeout: String) -> String {
        let words = (0..<1000).map { "\(String($0 &* 7_919 &+ 60_466_176, radix: 36))x\($0 % 10)y~2" }
        return "search limit=3 snippet=0 timeout=\(timeout) peace " + words.joined(separator: " ")
    }
}
