/// The grammar of RFC 3339, section 5.6, read once from left to right.
struct DateParser {
    /// The shortest and the longest texts that are looked at: a date, and a time with a long fraction.
    private static let byteCounts = 10...64

    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0

    /// Milliseconds since 1970 in UTC, or nil where the whole text is not a date.
    static func milliseconds(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard byteCounts.contains(bytes.count) else { return nil }
        var parser = DateParser(bytes: bytes)
        return parser.instant()
    }

    private mutating func instant() -> Int64? {
        guard let day = date() else { return nil }
        let midnight = day * 86_400_000
        if offset == bytes.count { return midnight }
        guard take("T") || take("t") || take(" "), let time = time(), let zone = zone(), offset == bytes.count else { return nil }
        let minute = time.minute - zone
        // A leap second can only be the last one of a day in UTC.
        guard time.second < 60 || (minute % 1440 + 1440) % 1440 == 1439 else { return nil }
        return midnight + minute * 60_000 + time.second * 1000 + time.fraction
    }

    /// The days since 1970-01-01.
    private mutating func date() -> Int64? {
        guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
            (1...12).contains(month), day >= 1, day <= Self.dayCount(year: year, month: month)
        else { return nil }
        return Self.dayNumber(year: year, month: month, day: day)
    }

    /// The minute of the day, the second, which may be 60, and the milliseconds.
    private mutating func time() -> (minute: Int64, second: Int64, fraction: Int64)? {
        guard let hour = number(2), take(":"), let minute = number(2), take(":"), let second = number(2), hour < 24, minute < 60,
            second <= 60, let fraction = fraction()
        else { return nil }
        return (hour * 60 + minute, second, fraction)
    }

    private mutating func fraction() -> Int64? {
        guard take(".") else { return 0 }
        guard var milliseconds = number(1) else { return nil }
        var digitCount = 1
        while let digit = number(1) {
            if digitCount < 3 { milliseconds = milliseconds * 10 + digit }
            digitCount += 1
        }
        if digitCount == 1 { milliseconds *= 100 }
        if digitCount == 2 { milliseconds *= 10 }
        return milliseconds
    }

    /// The minutes that local time is ahead of UTC.
    private mutating func zone() -> Int64? {
        if offset == bytes.count || take("Z") || take("z") { return 0 }
        let isBehind = take("-")
        guard isBehind || take("+"), let hour = number(2), take(":"), let minute = number(2), hour < 24, minute < 60 else {
            return nil
        }
        return (isBehind ? -1 : 1) * (hour * 60 + minute)
    }

    /// Exactly `count` digits, at most 4.
    private mutating func number(_ count: Int) -> Int64? {
        guard bytes.count - offset >= count else { return nil }
        var value: Int64 = 0
        for byte in bytes[offset..<offset + count] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int64(byte & 0xF)
        }
        offset += count
        return value
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private static func dayCount(year: Int64, month: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The days from 1970-01-01, by counting years from March, so that the leap day is the last one (Hinnant, `days_from_civil`).
    private static func dayNumber(year: Int64, month: Int64, day: Int64) -> Int64 {
        let marchYear = month > 2 ? year : year - 1
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
