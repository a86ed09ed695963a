/// One pass over one JSON text by recursive descent; the depth limit bounds the stack.
///
/// Invariant: `offset` is at most `bytes.count`, and is where the error lies whenever a method throws.
struct JSONParser: ~Copyable {
    let bytes: UnsafeBufferPointer<UInt8>
    let maximumDepth: Int
    var offset = 0
    private var valueCount = 0
    var replacementCount = 0
    /// Where strings with escapes are put together.
    var scratch: [UInt8]

    init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int, scratch: consuming [UInt8]) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
        self.scratch = scratch
    }

    mutating func text() throws(JSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard offset == bytes.count else { throw failure(.trailingBytes) }
        return value
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        skipSpace()
        guard valueCount < Limits.jsonValues else { throw failure(.tooManyValues(maximum: Limits.jsonValues)) }
        valueCount += 1
        switch try peek() {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try elements(depth: depth))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try literal("true", .boolean(true))
        case UInt8(ascii: "f"): return try literal("false", .boolean(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: throw failure(.expectedValue)
        }
    }

    private mutating func members(depth: Int) throws(JSONError) -> [JSONValue.Member] {
        try enter(depth)
        if try take(UInt8(ascii: "}")) { return [] }
        var members: [JSONValue.Member] = []
        repeat {
            skipSpace()
            guard try peek() == UInt8(ascii: "\"") else { throw failure(.expectedKey) }
            let key = try string()
            guard try take(UInt8(ascii: ":")) else { throw failure(.expectedColon) }
            members.append(.init(key: key, value: try value(depth: depth + 1)))
        } while try takeComma(orEnd: UInt8(ascii: "}"))
        return members
    }

    private mutating func elements(depth: Int) throws(JSONError) -> [JSONValue] {
        try enter(depth)
        if try take(UInt8(ascii: "]")) { return [] }
        var elements: [JSONValue] = []
        repeat {
            elements.append(try value(depth: depth + 1))
        } while try takeComma(orEnd: UInt8(ascii: "]"))
        return elements
    }

    /// Steps over an opening bracket.
    private mutating func enter(_ depth: Int) throws(JSONError) {
        guard depth < maximumDepth else { throw failure(.nesting(maximum: maximumDepth)) }
        offset += 1
    }

    private mutating func literal(_ name: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<name.utf8CodeUnitCount {
            // The index stays below the count of a literal in this program.
            guard try peek() == name.utf8Start[index] else { throw failure(.expectedValue) }
            offset += 1
        }
        return value
    }

    /// Whether a comma, and so another element, comes next; else it must be the closing bracket.
    private mutating func takeComma(orEnd end: UInt8) throws(JSONError) -> Bool {
        if try take(UInt8(ascii: ",")) { return true }
        guard try take(end) else { throw failure(.expectedCommaOrEnd) }
        return false
    }

    /// Steps over space and then `byte`, where that is what comes next.
    private mutating func take(_ byte: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        guard try peek() == byte else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            default: return
            }
        }
    }

    func peek() throws(JSONError) -> UInt8 {
        guard offset < bytes.count else { throw failure(.endOfText) }
        return bytes[offset]
    }

    func failure(_ reason: JSONError.Reason) -> JSONError { JSONError(reason, at: offset) }
}
