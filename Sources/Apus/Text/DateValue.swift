/// An instant of a date field: milliseconds since 1970-01-01T00:00:00Z in the proleptic Gregorian calendar, without leap seconds.
public struct DateValue: Equatable, Comparable, Sendable {
    /// Since 1970, negative before.
    public var milliseconds: Int64

    /// The instant so many milliseconds after 1970.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Reads a date or a date with a time as RFC 3339 writes them: `2025-03-01`, `2025-03-01T12:30:00.5+01:00`.
    ///
    /// A time without a zone is taken as UTC, a date alone as its first instant in UTC; a space may stand for the `T`. Of a fraction
    /// the milliseconds count. A leap second is the first instant of the next day. Nil for everything else. O(1).
    public init?(_ text: String) {
        var text = text
        guard let value = text.withUTF8({ DateParser.milliseconds($0) }) else { return nil }
        milliseconds = value
    }

    /// Earlier comes first.
    public static func < (left: DateValue, right: DateValue) -> Bool { left.milliseconds < right.milliseconds }
}
