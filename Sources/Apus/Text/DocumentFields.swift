/// Fields of a document while it is put together: each name once, in the order in which the names first came.
package struct DocumentFields {
    package private(set) var fields: [Document.Field] = []
    private var numbers: [ExactText: Int] = [:]

    package init() {}

    /// The values of a field, or nil where there is none.
    package subscript(_ name: String) -> [FieldValue]? { numbers[ExactText(name)].map { fields[$0].values } }

    /// Adds a value to its field, which is made when it is missing. O(1).
    package mutating func append(_ value: FieldValue, named name: String) throws(DocumentError) {
        if let number = numbers[ExactText(name)] {
            fields[number].values.append(value)
            return
        }
        try FieldDefinition.checkName(name)
        guard fields.count < Limits.fields else { throw .tooManyFields(maximum: Limits.fields) }
        numbers[ExactText(name)] = fields.count
        fields.append(.init(name: name, values: [value]))
    }

    /// Adds what a JSON value comes down to. Recursive: as deep as the value, which its reader bounds.
    package mutating func append(_ value: JSONValue, named name: String) throws(DocumentError) {
        switch value {
        case .null: break
        case .boolean(let value): try append(FieldValue.boolean(value), named: name)
        case .integer(let value): try append(FieldValue.integer(value), named: name)
        case .number(let value): try append(FieldValue.number(value), named: name)
        case .string(let value): try append(FieldValue.string(value), named: name)
        case .array(let elements):
            for element in elements { try append(element, named: name) }
        case .object(let members):
            // Names are checked on the way down, so that long ones do not multiply.
            try FieldDefinition.checkName(name)
            for member in members {
                guard !member.key.isEmpty else { throw .emptyFieldName }
                try append(member.value, named: name + "." + member.key)
            }
        }
    }
}
