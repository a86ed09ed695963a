/// What the values of one facet are counted under: numbers that rise with the values.
enum FacetBuckets {
    /// Each value by itself; the type says how it is written.
    case values(FieldType)
    /// Multiples of a width, which is `multiple / divisor` so that tenths and hundredths stay exact.
    case widths(multiple: Double, divisor: Double)
    case calendar(FacetRequest.Interval)

    private static let mostDecimals = 9

    init(_ interval: FacetRequest.Interval?, of type: FieldType, field: String) throws(SearchError) {
        func mistake(_ text: String) -> SearchError {
            .option(name: "facet", text: "“\(field)” is a \(type.name) field, \(text)")
        }
        switch (type, interval) {
        case (.text, _): throw mistake("whose values are not counted; those of keyword, number, boolean and date fields are")
        case (_, nil): self = .values(type)
        case (.number, .width(let width)) where width > 0 && width.isFinite: self = Self.widths(width)
        case (.date, .year), (.date, .month), (.date, .day), (.date, .hour): self = .calendar(interval!)
        case (.number, _): throw mistake("which is counted by a width such as 10")
        case (.date, _): throw mistake("which is counted by year, month, day or hour")
        default: throw mistake("which has no intervals")
        }
    }

    private static func widths(_ width: Double) -> FacetBuckets {
        var divisor = 1.0
        for _ in 0..<mostDecimals where (width * divisor).rounded() != width * divisor { divisor *= 10 }
        return .widths(multiple: width * divisor, divisor: divisor)
    }

    /// The bucket of a column's value.
    func bucket(_ bits: UInt64) -> UInt64 {
        switch self {
        case .values: return bits
        case .widths(let multiple, let divisor):
            let number = ColumnValue(bits: bits).number
            let start = (number * divisor / multiple).rounded(.down) * multiple / divisor
            // What is too large to be divided stands for itself.
            return start.isFinite ? ColumnValue(number: start).bits : bits
        case .calendar(let interval):
            return UInt64(bitPattern: Self.number(ColumnValue(bits: bits).milliseconds, interval)) ^ 1 << 63
        }
    }

    /// The bucket as a person reads it.
    func text(_ bucket: UInt64) -> String {
        switch self {
        case .values(.boolean): return bucket == 0 ? "false" : "true"
        case .values(.date): return DateValue(milliseconds: ColumnValue(bits: bucket).milliseconds).text
        case .values, .widths: return Self.text(number: ColumnValue(bits: bucket).number)
        case .calendar(let interval): return Self.text(Int64(bitPattern: bucket ^ 1 << 63), interval)
        }
    }

    private static func text(number: Double) -> String {
        number == number.rounded() && abs(number) < 0x1p53 ? String(Int64(number)) : String(number)
    }

    // MARK: Calendar

    private static func number(_ milliseconds: Int64, _ interval: FacetRequest.Interval) -> Int64 {
        let unit = interval == .hour ? 3_600_000 : DateValue.dayMilliseconds
        let whole = milliseconds >= 0 ? milliseconds / unit : (milliseconds + 1) / unit - 1
        guard interval == .year || interval == .month else { return whole }
        let date = CalendarDate(daysSince1970: whole)
        return interval == .year ? date.year : date.year * 12 + date.month - 1
    }

    private static func text(_ number: Int64, _ interval: FacetRequest.Interval) -> String {
        switch interval {
        case .year: return CalendarDate.digits(number, 4)
        case .month:
            let year = number >= 0 ? number / 12 : (number + 1) / 12 - 1
            return "\(CalendarDate.digits(year, 4))-\(CalendarDate.digits(number - year * 12 + 1, 2))"
        case .day, .width: return CalendarDate(daysSince1970: number).text
        case .hour:
            let day = number >= 0 ? number / 24 : (number + 1) / 24 - 1
            return "\(CalendarDate(daysSince1970: day).text)T\(CalendarDate.digits(number - day * 24, 2)):00:00Z"
        }
    }
}
