import Testing

@testable import ApusWire

@Suite("Names and values")
struct NearestNameTests {
    @Test(
        "Edits are counted, a swap of neighbours as one",
        arguments: [
            ("search", "search", 0), ("serach", "search", 1), ("", "abc", 3), ("kitten", "sitting", 3), ("ab", "ba", 1),
            ("stat", "stats", 1),
        ])
    func edits(source: String, target: String, count: Int) {
        #expect(NearestName.edits(from: Array(source.utf8), to: Array(target.utf8)) == count)
        #expect(NearestName.edits(from: Array(target.utf8), to: Array(source.utf8)) == count)
    }

    @Test("Every verb has its row, and every option belongs to a verb")
    func table() {
        let used = Set(Verb.allCases.flatMap(\.definition.options))
        #expect(used == Set(OptionName.allCases))
        #expect(Verb.search.definition.usage.hasPrefix("search [limit=N]"))
    }

    @Test(
        "Times are read with their unit",
        arguments: [("2s", 2.0), ("250ms", 0.25), ("1.5m", 90), ("3", 3), ("80us", 0.00008), ("1h", 3600)])
    func durations(text: String, seconds: Double) {
        #expect(DurationText.duration(text) == .seconds(seconds))
    }

    @Test("What is no time is none", arguments: ["", "s", "-1s", "1 s", "1d", "١s", "1e9", "..1s", "NaN"])
    func noDurations(text: String) {
        #expect(DurationText.duration(text) == nil)
    }

    @Test("Options are checked when they are read")
    func values() throws {
        let request = Request(
            .search,
            [.init(.limit, "10"), .init(.offset, "-1"), .init(.strict, "maybe"), .init(.all, "1"), .init(.total, "some")])
        #expect(try request.count(.limit) == 10)
        #expect(try request.isOn(.all))
        #expect(try !request.isOn(.any))
        #expect(try request.count(.segments) == nil)
        #expect(throws: WireError.self) { try request.count(.limit, maximum: 9) }
        #expect(throws: WireError.self) { try request.count(.offset) }
        #expect(throws: WireError.self) { try request.isOn(.strict) }
        #expect(throws: WireError.self) { try request.choice(.total, among: ["exact"]) }
    }
}
