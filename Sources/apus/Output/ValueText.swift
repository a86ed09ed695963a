import Apus

/// The values of a field as a person reads them.
enum ValueText {
    static func line(_ field: Document.Field) -> String { field.values.map(text).joined(separator: ", ") }

    static func text(_ value: FieldValue) -> String {
        switch value {
        case .string(let text): text
        case .integer(let integer): "\(integer)"
        case .number(let number): "\(number)"
        case .boolean(let flag): "\(flag)"
        }
    }
}
