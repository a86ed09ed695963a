/// A day of the proleptic Gregorian calendar, in UTC.
struct CalendarDate: Equatable {
    let year: Int64
    let month: Int64
    let day: Int64

    /// The day so many days after 1970-01-01, by counting years from March, so that the leap day is the last one (Hinnant,
    /// `civil_from_days`). O(1).
    init(daysSince1970 days: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// `2025-03-01`.
    var text: String { "\(Self.digits(year, 4))-\(Self.digits(month, 2))-\(Self.digits(day, 2))" }

    /// At least so many digits, with zeros before them.
    static func digits(_ value: Int64, _ count: Int) -> String {
        let digits = String(value.magnitude)
        return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}

extension DateValue {
    static let dayMilliseconds: Int64 = 86_400_000

    /// The instant as RFC 3339 writes it, in UTC: `2025-03-01T12:30:00Z`, with milliseconds where there are some.
    var text: String {
        // What a file may hold is any number; days and the rest of one are exact for all of them.
        let day = milliseconds >= 0 ? milliseconds / Self.dayMilliseconds : (milliseconds + 1) / Self.dayMilliseconds - 1
        let rest = milliseconds - day * Self.dayMilliseconds
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { CalendarDate.digits($0, 2) }
        let fraction = rest % 1000 == 0 ? "" : "." + CalendarDate.digits(rest % 1000, 3)
        return "\(CalendarDate(daysSince1970: day).text)T\(time.joined(separator: ":"))\(fraction)Z"
    }
}
