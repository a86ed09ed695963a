extension FieldType {
    /// The type that a value gives to a field which has none yet.
    package init(of value: FieldValue) {
        switch value {
        case .string(let string): self = DateValue(string) == nil ? .text : .date
        case .integer, .number: self = .number
        case .boolean: self = .boolean
        }
    }

    /// Whether a field of this type can hold the value.
    package func fits(_ value: FieldValue) -> Bool {
        switch (self, value) {
        case (.text, .string), (.keyword, .string), (.number, .integer), (.boolean, .boolean): true
        case (.number, .number(let number)): number.isFinite
        case (.date, .string(let string)): DateValue(string) != nil
        default: false
        }
    }
}
