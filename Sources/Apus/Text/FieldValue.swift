/// One value of a field, as JSON knows it; the schema says whether a string is text, a keyword or a date.
public enum FieldValue: Equatable, Sendable {
    /// A text, a keyword, or a date in the form of RFC 3339.
    case string(String)
    /// A number without a fraction; a number field compares it as a Double.
    case integer(Int64)
    /// Any other number.
    case number(Double)
    /// True or false.
    case boolean(Bool)
}

extension FieldValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral
{
    /// The value that the literal says.
    public init(stringLiteral value: String) { self = .string(value) }
    /// The value that the literal says.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// The value that the literal says.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// The value that the literal says.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
}
