extension [UInt8] {
    /// Appends a whole number in decimal digits, without a string in between.
    mutating func append(decimal value: Int64) {
        if value < 0 { append(UInt8(ascii: "-")) }
        let start = count
        var rest = value.magnitude
        repeat {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }
}

/// Keys as the two dialects write them: `total-is` in text, `total_is` in JSON.
enum WireKey {
    private static let dash = UInt8(ascii: "-")
    private static let underscore = UInt8(ascii: "_")

    static func text(_ key: String) -> String { replaced(key, underscore, dash) }

    static func json(_ key: String) -> String { replaced(key, dash, underscore) }

    private static func replaced(_ key: String, _ old: UInt8, _ new: UInt8) -> String {
        guard key.utf8.contains(old) else { return key }
        return String(decoding: key.utf8.map { $0 == old ? new : $0 }, as: UTF8.self)
    }
}
