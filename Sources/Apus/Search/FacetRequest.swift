/// A field whose values are counted over all documents that match.
public struct FacetRequest: Equatable, Sendable {
    /// How numbers or instants are put together.
    public enum Interval: Equatable, Sendable {
        /// Numbers from a multiple of the width, above 0, up to the next.
        case width(Double)
        /// A year, a month, a day or an hour in UTC.
        case year, month, day, hour
    }

    /// Values that are counted where nothing else is asked.
    public static let usualLimit = 100

    /// The name of a field of keywords, numbers, booleans or dates.
    public var field: String
    /// Nil counts each value by itself.
    public var interval: Interval?
    /// At most so many values: those with the highest counts, of equal counts the lowest.
    public var limit: Int

    /// The values of a field, or intervals of them.
    public init(field: String, interval: Interval? = nil, limit: Int = Self.usualLimit) {
        self.field = field
        self.interval = interval
        self.limit = limit
    }

    /// Reads `tag`, `tag=20`, `price:10`, `date:month=12` as the command line and the protocol have it: a field, an interval, and how
    /// many values there may be. - Parameter usually: how many where the text does not tell.
    public init(_ text: String, usually: Int = Self.usualLimit) throws(SearchError) {
        var name = Substring(text)
        var limit = usually
        if let sign = text.lastIndex(of: "=") {
            guard let number = Int(text[text.index(after: sign)...]), number > 0 else {
                throw .option(name: "facet", text: "a number of values from 1 is expected behind the “=” of “\(text)”")
            }
            (name, limit) = (text[..<sign], number)
        }
        var interval: Interval?
        if let colon = name.lastIndex(of: ":") {
            interval = Self.interval(name[name.index(after: colon)...])
            guard interval != nil else {
                throw .option(
                    name: "facet",
                    text: "a width above 0, or year, month, day or hour, is expected behind the “:” of “\(text)”")
            }
            name = name[..<colon]
        }
        guard !name.isEmpty else { throw .option(name: "facet", text: "a field is missing in “\(text)”") }
        self.init(field: String(name), interval: interval, limit: limit)
    }

    private static func interval(_ text: Substring) -> Interval? {
        switch text {
        case "year": .year
        case "month": .month
        case "day": .day
        case "hour": .hour
        default: Double(text).flatMap { $0 > 0 && $0.isFinite ? .width($0) : nil }
        }
    }
}

/// The values of a field, counted.
public struct FacetCounts: Equatable, Sendable {
    /// One value, or one interval of values.
    public struct Value: Equatable, Sendable {
        /// As a query would have it: a keyword, `true`, a number, an instant, `2025-03`; of an interval of numbers its least one.
        public var text: String
        /// Documents that match and have the value; each counts once.
        public var count: Int

        /// A value with its count.
        public init(text: String, count: Int) {
            self.text = text
            self.count = count
        }
    }

    /// What was asked for.
    public var request: FacetRequest
    /// By falling counts, equal ones by their values; intervals in their own order, empty ones left out.
    public var values: [Value]
    /// Different values, those past the limit among them.
    public var valueCount: Int
}
