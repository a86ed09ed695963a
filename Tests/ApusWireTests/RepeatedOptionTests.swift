import Testing

@testable import ApusWire

@Suite("Options that may repeat")
struct RepeatedOptionTests {
    private static let request = Request(
        .count, [.init(.filter, "a b"), .init(.strict, "1"), .init(.filter, "\"c, d\""), .init(.filter, "")], "x")

    @Test("Are several values, in their order")
    func values() {
        #expect(Self.request.values(.filter) == ["a b", "\"c, d\"", ""])
        #expect(
            requests("count filter=a filter=\"b c\" x\n") == [Request(.count, [.init(.filter, "a"), .init(.filter, "b c")], "x")])
        #expect(
            requests(#"{"verb":"count","filter":["a","b,c"],"query":"x"}"# + "\n").map(\.options)
                == [[.init(.filter, "a"), .init(.filter, "b,c")]])
        #expect(requests(#"{"verb":"count","filter":"a","query":"x"}"# + "\n").map { $0.values(.filter) } == [["a"]])
    }

    @Test("Decode to what was written, in both dialects", arguments: [Request.Dialect.text, .json])
    func roundTrip(dialect: Request.Dialect) {
        var request = Self.request
        request.dialect = dialect
        var bytes: [UInt8] = []
        RequestEncoder.append(request, to: &bytes)
        let decoded = requests(String(decoding: bytes, as: UTF8.self))
        #expect(decoded.count == 1)
        #expect(decoded.first?.values(.filter) == request.values(.filter))
        #expect(decoded.first?[.strict] == "1" && decoded.first?.text == "x")
    }

    @Test("Others are refused when they come twice")
    func refused() {
        #expect(requests("count strict=1 strict=1 x\n").isEmpty)
        #expect(requests(#"{"verb":"search","sort":"a","sort":"b","query":"x"}"# + "\n").isEmpty)
    }
}
