/// Lets old documents rank lower: a score is halved for each half-life between a date of the document and an origin.
///
/// The score is multiplied by 2^(−age ÷ half-life), where the age is the time from the document's newest value of a date field to the
/// origin. What is newer than the origin has no age, and a document without the field keeps its score.
public struct RecencyDecay: Equatable, Sendable {
    /// The half-life where none is said: 30 days.
    public static let usualHalfLife = Duration.seconds(30 * 86_400)

    /// The name of a date field.
    public var field: String
    /// Above 0, up to 10,000 years.
    public var halfLife: Duration
    /// What ages are counted to; nil for the moment of the search.
    public var origin: DateValue?

    /// A decay over a date field.
    public init(field: String, halfLife: Duration = Self.usualHalfLife, origin: DateValue? = nil) {
        (self.field, self.halfLife, self.origin) = (field, halfLife, origin)
    }

    private static let units: [Character: Double] = [
        "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400, "y": 365.25 * 86_400,
    ]
    private static let longest = 10_000 * 365.25 * 86_400

    /// Reads `date`, `date:30d`, `date:12h:2025-03-01T00:00:00Z` as the command line and the protocol have it: a field, a half-life in
    /// seconds, minutes, hours, days, weeks or years (`s m h d w y`), an origin.
    public init(_ text: String) throws(SearchError) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard !parts[0].isEmpty else { throw Self.mistake("a field is missing in “\(text)”") }
        self.init(field: parts[0])
        if parts.count > 1 {
            guard let unit = parts[1].last.flatMap({ Self.units[$0] }), let number = Double(parts[1].dropLast()),
                number > 0, number * unit <= Self.longest
            else { throw Self.mistake("a half-life such as 30d or 12h is expected, not “\(parts[1])”") }
            halfLife = .seconds(number * unit)
        }
        if parts.count > 2 {
            guard let value = DateValue(parts[2]) else {
                throw Self.mistake("an origin such as 2025-03-01 or 2025-03-01T12:00:00Z is expected, not “\(parts[2])”")
            }
            origin = value
        }
    }

    static func mistake(_ text: String) -> SearchError { .option(name: "decay", text: text) }
}
