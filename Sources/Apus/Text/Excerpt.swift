/// The beginning of a value in quotes, fit for a message: short and without control characters.
enum Excerpt {
    private static let scalarCount = 40

    static func of(_ string: String) -> String {
        var excerpt = String.UnicodeScalarView()
        for scalar in string.unicodeScalars.prefix(scalarCount) {
            excerpt.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        let isWhole = string.unicodeScalars.dropFirst(scalarCount).isEmpty
        return "\"\(String(excerpt))\(isWhole ? "" : "…")\""
    }

    static func of(_ value: FieldValue) -> String {
        switch value {
        case .string(let string): of(string)
        case .integer(let integer): "\(integer)"
        case .number(let number): "\(number)"
        case .boolean(let boolean): "\(boolean)"
        }
    }
}
