/// Values of typed fields as a person writes them in a query.
enum TypedText {
    /// The value, or nil where the text is none of the type.
    static func value(_ text: String, type: FieldType) -> FieldValue? {
        switch type {
        case .number: Double(text).flatMap { $0.isFinite ? .number($0) : nil }
        case .boolean:
            switch text.lowercased() {
            case "true", "yes", "1": .boolean(true)
            case "false", "no", "0": .boolean(false)
            default: nil
            }
        case .text, .keyword, .date: .string(text)
        }
    }
}
