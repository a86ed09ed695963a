import Testing

@testable import Apus

@Suite struct JSONReaderTests {
    private func read(_ text: String) throws -> JSONValue {
        var reader = JSONReader()
        return try reader.read(text)
    }

    @Test("every kind of value is read")
    func kinds() throws {
        #expect(
            try read(#" {"a":[null,true,false,-12,1.5,"x"],"b":{},"c":[]} "#)
                == ["a": [nil, true, false, -12, 1.5, "x"], "b": [:], "c": []])
    }

    @Test(
        "numbers are integers while they fit 64 bits, else doubles",
        arguments: [
            ("0", 0), ("-0", 0), ("9223372036854775807", 9_223_372_036_854_775_807),
            ("-9223372036854775808", -9_223_372_036_854_775_808), ("9223372036854775808", 9_223_372_036_854_775_808.0),
            ("1e2", 100.0), ("1E+2", 100.0), ("25e-1", 2.5), ("0.1", 0.1), ("-0.0", .number(-0.0)), ("1e-999", 0.0),
            ("2.2250738585072014e-308", .number(.leastNormalMagnitude)),
        ] as [(String, JSONValue)])
    func numbers(text: String, value: JSONValue) throws {
        #expect(try read(text) == value)
    }

    @Test(
        "strings and their escapes are read",
        arguments: [
            (#""""#, ""), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u00e9\u00E9""#, "éé"),
            (#""\ud83d\ude00!""#, "😀!"),
            ("\"a long plain run, é and 😀, then \\n an escape\"", "a long plain run, é and 😀, then \n an escape"),
            (#""\u0000""#, "\0"), ("\"\u{7f}\"", "\u{7f}"),
        ])
    func strings(text: String, value: String) throws {
        #expect(try read(text) == .string(value))
    }

    @Test(
        "surrogates that stand alone become U+FFFD and are counted",
        arguments: [
            (#""\ud83d""#, "\u{FFFD}", 1), (#""\ude00x""#, "\u{FFFD}x", 1), (#""\ud83d\n""#, "\u{FFFD}\n", 1),
            (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀", 1), (#""\ud83d\u0041""#, "\u{FFFD}A", 1),
        ])
    func surrogates(text: String, value: String, count: Int) throws {
        var reader = JSONReader()
        #expect(try reader.read(text) == .string(value))
        #expect(reader.replacementCount == count)
    }

    @Test(
        "invalid UTF-8 becomes U+FFFD and is counted, with and without escapes",
        arguments: [
            ([0xFF], "\u{FFFD}", 1), ([0xC3], "\u{FFFD}", 1), ([0xE2, 0x82], "\u{FFFD}", 1),
            ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}", 3), ([0xEF, 0xBF, 0xBD, 0xFF], "\u{FFFD}\u{FFFD}", 1),
            ([0x5C, 0x6E, 0x80], "\n\u{FFFD}", 1), ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}", 2),
        ] as [([UInt8], String, Int)])
    func invalidUTF8(content: [UInt8], value: String, count: Int) throws {
        var reader = JSONReader()
        #expect(try reader.read([0x22] + content + [0x22]) == .string(value))
        #expect(reader.replacementCount == count)
    }

    @Test(
        "what is no JSON is refused with a reason and the place",
        arguments: [
            ("", .endOfText, 0), ("  ", .endOfText, 2), ("{", .endOfText, 1), ("[1,", .endOfText, 3), ("\"a", .endOfText, 2),
            ("tru", .endOfText, 3), ("trux", .expectedValue, 3), ("nulL", .expectedValue, 3), ("[1,]", .expectedValue, 3),
            ("{\"a\":1,}", .expectedKey, 7), ("{a:1}", .expectedKey, 1), ("{\"a\" 1}", .expectedColon, 5),
            ("[1 2]", .expectedCommaOrEnd, 3), ("[1}", .expectedCommaOrEnd, 2), ("1 2", .trailingBytes, 2), ("01", .badNumber, 1),
            ("-", .endOfText, 1), ("-x", .badNumber, 1), ("1.", .endOfText, 2), ("1.x", .badNumber, 2), ("1e", .endOfText, 2),
            ("1e+", .endOfText, 3), (".5", .expectedValue, 0), ("+1", .expectedValue, 0), ("NaN", .expectedValue, 0),
            ("1e999", .numberOutOfRange, 0), ("[-1e999]", .numberOutOfRange, 1), ("\"\n\"", .controlCharacter, 1),
            ("\"abc\\x\"", .badEscape, 5), ("\"\\u12g4\"", .badEscape, 5), ("\"\\u12", .endOfText, 5), ("'a'", .expectedValue, 0),
            ("\u{FEFF}1", .expectedValue, 0), ("\u{00A0}1", .expectedValue, 0), ("// x\n1", .expectedValue, 0),
        ] as [(String, JSONError.Reason, Int)])
    func refusals(text: String, reason: JSONError.Reason, offset: Int) {
        #expect(throws: JSONError(reason, at: offset)) { try read(text) }
    }

    @Test("nesting is read up to the limit and refused beyond, however deep")
    func nesting() throws {
        let deepest = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
        #expect(try read(deepest).array?.count == 1)
        #expect(throws: JSONError(.nesting(maximum: 128), at: 128)) { try read("[" + deepest + "]") }
        #expect(throws: JSONError(.nesting(maximum: 128), at: 640)) {
            try read(String(repeating: "{\"a\":", count: 1_000_000))
        }
    }

    @Test("a text has a bounded number of values")
    func valueLimit() throws {
        let most = "[" + String(repeating: "0,", count: Limits.jsonValues - 2) + "0]"
        #expect(try read(most).array?.count == Limits.jsonValues - 1)
        #expect(throws: JSONError(.tooManyValues(maximum: Limits.jsonValues), at: most.utf8.count)) {
            try read("[0," + most.dropFirst())
        }
    }

    @Test("of a repeated name both members stay and the last one counts")
    func repeatedNames() throws {
        let value = try read(#"{"a":1,"b":2,"a":3}"#)
        #expect(value.object?.count == 3)
        #expect(value["a"] == 3)
        #expect(value["c"] == nil)
    }

    @Test("one reader goes on after a text that was refused")
    func reuse() throws {
        var reader = JSONReader()
        #expect(throws: JSONError.self) { try reader.read(#"["a\n\x"#) }
        #expect(try reader.read(#""b\n""#) == "b\n")
    }
}
