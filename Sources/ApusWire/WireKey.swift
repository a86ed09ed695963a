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
