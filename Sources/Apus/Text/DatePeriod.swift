/// The instants that a date in a query stands for: a year, a month or a day in UTC, or one instant.
struct DatePeriod: Equatable {
    /// Milliseconds since 1970; both are in the period.
    let milliseconds: ClosedRange<Int64>

    /// Reads `2025`, `2025-03`, `2025-03-01`, or an instant as `DateValue` does. Nil for everything else. O(1).
    init?(_ text: String) {
        switch text.utf8.count {
        case 4: self.init(from: text + "-01-01", through: [text + "-12-31"])
        case 7: self.init(from: text + "-01", through: ["31", "30", "29", "28"].map { text + "-" + $0 })
        case 10: self.init(from: text, through: [text])
        default:
            guard let instant = DateValue(text) else { return nil }
            self.init(milliseconds: instant.milliseconds...instant.milliseconds)
        }
    }

    /// - Parameter days: the first of them that there is ends the period.
    private init?(from first: String, through days: [String]) {
        guard let start = DateValue(first), let last = days.lazy.compactMap({ DateValue($0) }).first else { return nil }
        self.init(milliseconds: start.milliseconds...last.milliseconds + DateValue.dayMilliseconds - 1)
    }

    private init(milliseconds: ClosedRange<Int64>) { self.milliseconds = milliseconds }
}
