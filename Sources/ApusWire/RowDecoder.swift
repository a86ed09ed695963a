/// Reads a line of the text dialect that a daemon sent.
///
/// Finals become records with their values; other rows stay rows, as their columns depend on what was asked for.
struct RowDecoder {
    private static let space = UInt8(ascii: " ")

    private let line: UnsafeBufferPointer<UInt8>
    private var offset = 0

    init(_ line: UnsafeBufferPointer<UInt8>) { self.line = line }

    /// `* word key=value …`
    consuming func event() throws(ReplyError) -> ReplyLine {
        offset = 1
        skipSpaces()
        let name = text(word())
        guard !name.isEmpty else { throw ReplyError(text: "an event without a name") }
        // The greeting's second word: `* apus/1 ready key=value`.
        skipSpaces()
        let isGreeting = line[offset...].starts(with: "ready".utf8)
        if isGreeting { _ = word() }
        return .event(name: name, properties: try properties())
    }

    /// A row or a final, with its tag.
    consuming func record() throws(ReplyError) -> ReplyLine {
        var tag: String?
        if line.first == UInt8(ascii: "@") {
            offset = 1
            tag = text(word())
            skipSpaces()
        }
        let start = offset
        let kind = text(word())
        switch kind {
        case "OK": return .record(.ok(try properties()), tag: tag)
        case "ERR": return .record(.failure(try failure()), tag: tag)
        default: return .record(.row(try row(line[start...])), tag: tag)
        }
    }

    private func row(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) throws(ReplyError) -> Record.Row {
        let fields = bytes.split(separator: 0x09, omittingEmptySubsequences: false)
        guard let kind = fields.first, !kind.isEmpty, kind.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw ReplyError(text: "no row: \(Quotation.of(bytes))")
        }
        return Record.Row(kind: text(kind), fields: fields.dropFirst().map { RowEscaping.text($0) })
    }

    private mutating func failure() throws(ReplyError) -> WireError {
        skipSpaces()
        guard let number = Int(text(word())), let code = WireError.Code(rawValue: number) else {
            throw ReplyError(text: "no error code: \(Quotation.of(line))")
        }
        skipSpaces()
        _ = word()
        let properties = try properties()
        guard offset < line.count else { return WireError(code, properties, text: "") }
        let message = line[offset...].dropFirst().drop { $0 == Self.space }
        return WireError(code, properties, text: RowEscaping.text(message))
    }

    /// `key=value …` up to the end or to a lone `:`.
    private mutating func properties() throws(ReplyError) -> [Property] {
        var properties: [Property] = []
        skipSpaces()
        while offset < line.count, line[offset] != UInt8(ascii: ":") {
            guard let equals = line[offset...].firstIndex(of: UInt8(ascii: "=")) else {
                throw ReplyError(text: "a value without a key: \(Quotation.of(line[offset...]))")
            }
            let key = text(line[offset..<equals])
            offset = equals + 1
            properties.append(Property(key, try value()))
            skipSpaces()
        }
        return properties
    }

    private mutating func value() throws(ReplyError) -> Property.Value {
        guard offset < line.count, line[offset] == UInt8(ascii: "\"") else {
            let value = text(word())
            return Int64(value).map { .integer($0) } ?? .text(value)
        }
        guard let quoted = QuotedValue(line[offset...]) else { throw ReplyError(text: "a quoted value is not closed") }
        offset = quoted.end
        return .text(String(decoding: quoted.bytes, as: UTF8.self))
    }

    private mutating func word() -> Slice<UnsafeBufferPointer<UInt8>> {
        let start = offset
        while offset < line.count, line[offset] != Self.space { offset += 1 }
        return line[start..<offset]
    }

    private mutating func skipSpaces() {
        while offset < line.count, line[offset] == Self.space { offset += 1 }
    }

    private func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String { String(decoding: bytes, as: UTF8.self) }
}
