/// A named value at the end of a reply: `generation=3`.
public struct Property: Equatable, Sendable {
    /// What a property can be.
    public enum Value: Equatable, Sendable {
        case integer(Int64)
        case number(Double)
        case boolean(Bool)
        case text(String)
        /// A span of time: `took=0.2ms` in text, `"took_us":212` in JSON.
        case microseconds(Int64)
    }

    /// Lower-case words with `-` between them; in JSON with `_`.
    public var key: String
    /// What it is.
    public var value: Value

    /// A property of any kind.
    public init(_ key: String, _ value: Value) {
        self.key = key
        self.value = value
    }

    /// A whole number; one beyond 64 bits is shown as the largest there is.
    public init(_ key: String, _ count: some BinaryInteger) {
        self.init(key, .integer(Int64(clamping: count)))
    }
}

extension Property.Value {
    /// The whole number, where it is one.
    public var integer: Int64? {
        guard case .integer(let integer) = self else { return nil }
        return integer
    }

    /// The value as a person reads it, as in the text dialect.
    public var text: String {
        switch self {
        case .integer(let value): value.description
        case .number(let value): value.description
        case .boolean(let value): value ? "1" : "0"
        case .text(let value): value
        case .microseconds(let value): MillisecondsText.text(value)
        }
    }
}
