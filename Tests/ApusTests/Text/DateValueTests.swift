import Foundation
import Testing

@testable import Apus

@Suite struct DateValueTests {
    @Test(
        "dates and times of RFC 3339 are read",
        arguments: [
            ("1970-01-01", 0), ("1970-01-02", 86_400_000), ("1969-12-31", -86_400_000), ("2025-03-01", 1_740_787_200_000),
            ("0000-01-01", -62_167_219_200_000), ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
            ("2000-02-29T00:00:00Z", 951_782_400_000), ("2025-03-01T12:30:00Z", 1_740_832_200_000),
            ("2025-03-01t12:30:00z", 1_740_832_200_000), ("2025-03-01 12:30:00", 1_740_832_200_000),
            ("2025-03-01T12:30:00", 1_740_832_200_000), ("2025-03-01T12:30:00+01:00", 1_740_828_600_000),
            ("2025-03-01T12:30:00-05:30", 1_740_852_000_000), ("2025-03-01T12:30:00.5Z", 1_740_832_200_500),
            ("2025-03-01T12:30:00.05Z", 1_740_832_200_050), ("2025-03-01T12:30:00.123456789Z", 1_740_832_200_123),
            ("1969-12-31T23:59:59.999Z", -1), ("2016-12-31T23:59:60Z", 1_483_228_800_000),
            ("2017-01-01T00:59:60+01:00", 1_483_228_800_000), ("1970-01-01T00:00:00-00:00", 0),
        ] as [(String, Int64)])
    func readable(text: String, milliseconds: Int64) {
        #expect(DateValue(text)?.milliseconds == milliseconds)
    }

    @Test(
        "everything else is no date",
        arguments: [
            "", "2025", "2025-03", "2025-3-01", "2025-02-29", "1900-02-29", "2025-13-01", "2025-00-01", "2025-01-00",
            "2025-04-31",
            "20250301", "2025-03-01T", "2025-03-01T12", "2025-03-01T12:30", "2025-03-01T12:30Z", "2025-03-01T24:00:00Z",
            "2025-03-01T12:60:00Z", "2025-03-01T12:30:61Z", "2025-03-01T12:30:60Z", "2025-03-01T12:30:00.Z",
            "2025-03-01T12:30:00+0100",
            "2025-03-01T12:30:00+24:00", "2025-03-01T12:30:00ZZ", "2025-03-01Z", " 2025-03-01", "2025-03-01 ", "-025-03-01",
            "12025-03-01", "２０２５-03-01", "2025-03-01T12:30:00.0000000000000000000000000000000000000000000000000000Z",
        ])
    func unreadable(text: String) {
        #expect(DateValue(text) == nil)
    }

    @Test("random instants agree with Foundation", arguments: [31, 32] as [UInt64])
    func foundation(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        // From 1600 on Foundation's calendar is Gregorian as well.
        for _ in 0..<1_000 {
            let milliseconds = Int64.random(in: -11_000_000_000_000..<253_402_300_800_000, using: &random)
            let text = style.format(Date(timeIntervalSince1970: Double(milliseconds) / 1000))
            let difference = (DateValue(text)?.milliseconds ?? .max).subtractingReportingOverflow(milliseconds)
            // Foundation formats a binary fraction, which may lie just below the millisecond.
            #expect([-1, 0].contains(difference.partialValue) && !difference.overflow, "\(text), seed \(seed)")
        }
    }

    @Test(
        "A month goes on to the next one, a year too, and a day",
        arguments: [0, 1600, 1899, 1900, 1969, 1970, 2000, 2023, 2024])
    func periods(year: Int) throws {
        func digits(_ number: Int, _ count: Int) -> String { CalendarDate.digits(Int64(number), count) }
        func starts(_ text: String) throws -> Int64 { try #require(DateValue(text)).milliseconds }
        for month in 1...12 {
            let text = "\(digits(year, 4))-\(digits(month, 2))"
            let next = month == 12 ? "\(digits(year + 1, 4))-01-01" : "\(digits(year, 4))-\(digits(month + 1, 2))-01"
            let period = try #require(DatePeriod(text)).milliseconds
            #expect(period == (try starts(text + "-01"))...(try starts(next) - 1), "\(text)")
            let day = try #require(DatePeriod(text + "-28")).milliseconds
            #expect(day == (try starts(text + "-28"))...(try starts(text + "-28T23:59:59.999Z")), "\(text)")
        }
        let all = try #require(DatePeriod(digits(year, 4))).milliseconds
        #expect(all == (try starts(digits(year, 4) + "-01-01"))...(try starts(digits(year + 1, 4) + "-01-01") - 1))
    }
}
