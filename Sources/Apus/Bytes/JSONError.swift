/// Why bytes are no JSON text, and where.
package struct JSONError: Error, Equatable, Sendable {
    package enum Reason: Equatable, Sendable {
        case endOfText
        case expectedValue
        case expectedKey
        case expectedColon
        case expectedCommaOrEnd
        case controlCharacter
        case badEscape
        case badNumber
        case numberOutOfRange
        case trailingBytes
        case nesting(maximum: Int)
        case tooManyValues(maximum: Int)
    }

    package var reason: Reason
    /// The first byte that could not be read as JSON, counted from the start of the text.
    package var offset: Int

    package init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

extension JSONError: CustomStringConvertible {
    /// One line for a person: `no JSON at byte 17: expected a value`.
    package var description: String { "no JSON at byte \(offset): \(reason)" }
}

extension JSONError.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .endOfText: "the text ends too early"
        case .expectedValue: "expected a value"
        case .expectedKey: "expected a name in quotes"
        case .expectedColon: "expected a colon"
        case .expectedCommaOrEnd: "expected a comma or the end"
        case .controlCharacter: "a control character in a string"
        case .badEscape: "an escape that JSON does not have"
        case .badNumber: "a number that JSON does not have"
        case .numberOutOfRange: "a number too large for 64 bits of floating point"
        case .trailingBytes: "more text after the value"
        case .nesting(let maximum): "nested deeper than \(maximum)"
        case .tooManyValues(let maximum): "more than \(maximum) values"
        }
    }
}
