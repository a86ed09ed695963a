import Testing

@testable import ApusWire

@Suite("Requests from bytes")
struct RequestDecoderTests {
    @Test("A line is a verb, options and a raw rest")
    func line() {
        let expected = Request(.search, [.init(.limit, "1")], #""ready to pursue peace""#)
        #expect(requests("search limit=1 \"ready to pursue peace\"\n") == [expected])
    }

    @Test("A tag comes first", arguments: ["@a count peace\n", "@a  count   peace\n", "  @a count peace\r\n", "@a count peace"])
    func tag(line: String) {
        #expect(requests(line) == [Request(.count, [], "peace", tag: "a")])
    }

    @Test("Quoted option values know escapes and raw bytes")
    func quoted() {
        let line = #"delete query="a \"b\" \\ \t\n\r\x41" "# + "\n"
        #expect(requests(line) == [Request(.delete, [.init(.query, "a \"b\" \\ \t\n\rA")])])
    }

    @Test("Two dashes end the options, and the rest is raw")
    func endOfOptions() {
        #expect(requests("search limit=2 -- limit=3 -- x\n") == [Request(.search, [.init(.limit, "2")], "limit=3 -- x")])
        #expect(requests("search --\n") == [Request(.search)])
        #expect(requests("search --  a \n") == [Request(.search, [], " a ")])
        #expect(requests("search --a\n") == [Request(.search, [], "--a")])
    }

    @Test(
        "What does not look like an option belongs to the text", arguments: ["E=mc2", "c++=x", "=x", "-a=b", "title:x=y", "1a=b"])
    func textWithEquals(query: String) {
        #expect(requests("search \(query)\n") == [Request(.search, [], query)])
    }

    @Test("Empty lines and comments are ignored, and the last line needs no end")
    func ignored() {
        #expect(requests("\n\r\n   \n# search x\n#\nping\nping") == [Request(.ping), Request(.ping)])
        #expect(events("").isEmpty)
    }

    @Test("A counted body is any bytes, its line end apart")
    func body() {
        let text = "add id=a {5}\n\n@x\0\n\nping\n@b add {0}\r\n\r\nadd {2}\nhi"
        var first = Request(.add, [.init(.id, "a")])
        first.body = Array("\n@x\0\n".utf8)
        var second = Request(.add, tag: "b")
        second.body = []
        var third = Request(.add)
        third.body = Array("hi".utf8)
        #expect(requests(text) == [first, Request(.ping), second, third])
    }

    @Test("A document on the line is no counted body")
    func document() {
        #expect(requests(#"add {"id":"a"}"#) == [Request(.add, [], #"{"id":"a"}"#)])
        #expect(requests("add {}") == [Request(.add, [], "{}")])
        #expect(requests("search {5}\nping") == [Request(.search, [], "{5}"), Request(.ping)])
    }

    @Test("A JSON object is the same request")
    func json() {
        let line =
            #"{"verb":"search","query":"a b","limit":5,"all":true,"fields":["x","y"],"min_generation":3,"after":null,"tag":"t"}"#
        let options: [Request.Option] = [
            .init(.limit, "5"), .init(.all, "1"), .init(.fields, "x,y"), .init(.minimumGeneration, "3"),
        ]
        #expect(requests(line + "\n") == [Request(.search, options, "a b", tag: "t", dialect: .json)])
        let add = #" {"verb":"add","document":{"id":"a","n":[1,2.5,true]}}"#
        #expect(requests(add) == [Request(.add, [], #"{"id":"a","n":[1,2.5,true]}"#, dialect: .json)])
    }
}
