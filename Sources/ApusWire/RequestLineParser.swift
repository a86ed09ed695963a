/// Reads a line of the text dialect from left to right.
///
/// Invariant: `offset` is at most `line.count`.
struct RequestLineParser {
    private static let space = UInt8(ascii: " ")
    private static let quote = UInt8(ascii: "\"")

    private let line: UnsafeBufferPointer<UInt8>
    private var offset = 0
    private(set) var tag: String?
    private(set) var verb: Verb?

    init(_ line: UnsafeBufferPointer<UInt8>) { self.line = line }

    mutating func request() throws(WireError) -> Request {
        try readTag()
        let verb = try readVerb()
        self.verb = verb
        var options: [Request.Option] = []
        while let option = try nextOption(of: verb, after: options) { options.append(option) }
        let request = Request(verb, options, tail: Array(line[offset...]), tag: tag)
        try request.check()
        return request
    }

    mutating func readTag() throws(WireError) {
        skipSpaces()
        guard offset < line.count, line[offset] == UInt8(ascii: "@") else { return }
        offset += 1
        let bytes = word()
        tag = try RequestTag.checked(bytes)
        skipSpaces()
    }

    private mutating func readVerb() throws(WireError) -> Verb {
        let bytes = word()
        guard !bytes.isEmpty else { throw WireError(.badRequest, text: "a verb is missing: `help` lists them") }
        return try UnknownName.verb(bytes)
    }

    /// The option that comes next, or nil with `offset` at the tail.
    private mutating func nextOption(of verb: Verb, after earlier: [Request.Option]) throws(WireError) -> Request.Option? {
        skipSpaces()
        guard !takeEndOfOptions(), let keyEnd = endOfKey() else { return nil }
        let name = try UnknownName.option(line[offset..<keyEnd], of: verb)
        try UnknownName.refuseRepetition(of: name, in: earlier)
        offset = keyEnd + 1
        guard offset < line.count, line[offset] == Self.quote else {
            return Request.Option(name, String(decoding: word(), as: UTF8.self))
        }
        return Request.Option(name, try quotedValue(of: name))
    }

    /// Steps over `--` and one space, where that comes next as a word of its own.
    private mutating func takeEndOfOptions() -> Bool {
        let rest = line[offset...]
        guard rest.starts(with: "--".utf8), rest.count == 2 || rest[offset + 2] == Self.space else { return false }
        offset += min(3, rest.count)
        return true
    }

    /// Where the `=` is, when what comes next has the shape of an option: a lower-case letter, then such letters, digits, `-` or `_`.
    private func endOfKey() -> Int? {
        var end = offset
        while end < line.count {
            switch line[end] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): break
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): if end == offset { return nil }
            case UInt8(ascii: "="): return end > offset ? end : nil
            default: return nil
            }
            end += 1
        }
        return nil
    }

    private mutating func quotedValue(of name: OptionName) throws(WireError) -> String {
        guard let quoted = QuotedValue(line[offset...]) else {
            throw WireError(
                .badRequest, text: "the quoted value of the option `\(name.rawValue)` is not closed or has an unknown escape")
        }
        offset = quoted.end
        guard offset == line.count || line[offset] == Self.space else {
            throw WireError(.badRequest, text: "a space is missing after the value of the option `\(name.rawValue)`")
        }
        return String(decoding: quoted.bytes, as: UTF8.self)
    }

    /// The bytes up to the next space.
    private mutating func word() -> Slice<UnsafeBufferPointer<UInt8>> {
        let start = offset
        while offset < line.count, line[offset] != Self.space { offset += 1 }
        return line[start..<offset]
    }

    private mutating func skipSpaces() {
        while offset < line.count, line[offset] == Self.space { offset += 1 }
    }
}
