/// A span of time as a person types it: `250ms`, `2s`, `1.5m`, `80us`, `1h`; a bare number counts seconds.
public enum DurationText {
    private static let units: [(suffix: String, seconds: Double)] = [
        ("us", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600),
    ]
    private static let longest = 1e6

    /// Nil where the text is none, or is negative; more than a million seconds counts as a million.
    public static func duration(_ text: String) -> Duration? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let suffix = text.dropFirst(digits.count)
        guard digits.first?.isNumber == true, let number = Double(digits) else { return nil }
        if suffix.isEmpty { return .seconds(min(number, longest)) }
        guard let unit = units.first(where: { $0.suffix == suffix }) else { return nil }
        return .seconds(min(number * unit.seconds, longest))
    }
}
