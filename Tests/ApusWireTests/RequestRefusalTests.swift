import Testing

@testable import ApusWire

@Suite("Requests that are refused")
struct RequestRefusalTests {
    @Test("Unknown verbs and options name the nearest known one")
    func nearest() throws {
        #expect(refusals("@q serach x\n").first?.error.text == "unknown verb `serach`: did you mean `search`?")
        #expect(refusals("@q serach x\n").first?.tag == "q")
        #expect(refusals("SEARCH x\n").first?.error.text == "unknown verb `SEARCH`: did you mean `search`?")
        #expect(
            refusals(#"{"verb":"count","querry":"x"}"#).first?.error.text
                == "unknown option `querry` of `count`: did you mean `query`?")
        #expect(refusals("xyzzyxyzzy\n").first?.error.text.contains("`help` lists them") == true)
        #expect(refusals("search limti=1 x\n").first?.error.text.contains("did you mean `limit`?") == true)
        #expect(refusals("ping limit=1\n").first?.error.text.contains("it has none") == true)
        #expect(refusals(#"{"verb":"serach","tag":"q"}"#).first?.error.text == "unknown verb `serach`: did you mean `search`?")
    }

    @Test(
        "What cannot be read is a bad request, and the next line is read",
        arguments: [
            "@ ping", "@", "@a", #"search after="x y"#, #"search after="x\y" q"#, #"search after="x"y"#,
            "search limit=1 limit=2 x",
            "{", "{}", #"{"verb":3}"#, #"{"verb":"search","query":3}"#, #"{"verb":"search","limit":{}}"#,
            #"{"verb":"add","document":"x"}"#,
            #"{"verb":"ping","tag":1}"#, #"{"verb":"ping","tag":"a b"}"#, "@a\tb ping", "\u{0}\u{1}\u{FF}", "ping x",
            "search limit=-1 x", "search strict=maybe x", "count timeout=soon x", "search format=xml x",
            #"{"verb":"search","limit":1.5}"#,
        ])
    func malformed(line: String) {
        let found = events(line + "\nping\n")
        #expect(found.count == 2)
        #expect(refusals(line + "\n").first?.error.code == .badRequest)
        #expect(found.last == .request(Request(.ping)))
    }

    @Test("A line over the limit is skipped, and answered once with its tag")
    func longLine() {
        let limits = WireLimits(line: 300, body: 8)
        for length in [290, 291, 292, 1_000] {
            let text = "@t count " + String(repeating: "x", count: length) + "\r\nping\n"
            let isTooLong = length + 9 > 300
            let found = events(text, limits: limits)
            #expect(found.count == 2)
            #expect(found.last == .request(Request(.ping)))
            #expect(
                (found.first == .refusal(.init(tag: "t", dialect: .text, error: .tooLarge("line", maximum: 300)))) == isTooLong)
        }
        #expect(refusals("{" + String(repeating: " ", count: 400), limits: limits).first?.dialect == .json)
        #expect(events("#" + String(repeating: "x", count: 400) + "\n", limits: limits).isEmpty)
    }

    @Test("A refused add takes its body with it")
    func skippedBodies() {
        let limits = WireLimits(line: 300, body: 8)
        for line in ["add {9}", "add idd=x {9}", "add id=\"x {9}", "@t add format=q z=1 {9}"] {
            let found = events(line + "\nping\nping\nping\n", limits: limits)
            #expect(found.count == 2, "\(line)")
            #expect(found.last == .request(Request(.ping)))
        }
        #expect(refusals("add {99999999999999999999999}\nabc", limits: limits).map(\.error) == [.tooLarge("body", maximum: 8)])
    }

    @Test("A body without its line end is refused, and the stream goes on at the next line")
    func bodyWithoutEnd() {
        #expect(events("add {2}\nabcd\nping\n").count == 2)
        #expect(events("add {2}\nabcd\nping\n").last == .request(Request(.ping)))
        #expect(refusals("add {20}\nabcd").first?.error.text.contains("after 4 of the 20 bytes") == true)
    }

    @Test("What is quoted in a message is short and without control characters")
    func quotation() throws {
        let text = try #require(refusals("\u{1B}[31m" + String(repeating: "x", count: 100_000)).first?.error.text)
        #expect(text.utf8.count < 120)
        #expect(!text.unicodeScalars.contains("\u{1B}"))
    }
}
