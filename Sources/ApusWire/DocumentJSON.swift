import Apus

/// Fields as a JSON object, and back: one value is itself, several are an array.
enum DocumentJSON {
    static func object(_ fields: [Document.Field]) -> [UInt8] {
        var writer = JSONWriter()
        append(fields, to: &writer)
        return writer.bytes
    }

    static func append(_ fields: [Document.Field], to writer: inout JSONWriter) {
        writer.beginObject()
        for field in fields {
            writer.key(field.name)
            if field.values.count == 1 {
                append(field.values[0], to: &writer)
            } else {
                writer.beginArray()
                for value in field.values { append(value, to: &writer) }
                writer.endArray()
            }
        }
        writer.endObject()
    }

    private static func append(_ value: FieldValue, to writer: inout JSONWriter) {
        switch value {
        case .string(let value): writer.string(value)
        case .integer(let value): writer.integer(value)
        case .number(let value): writer.number(value)
        case .boolean(let value): writer.boolean(value)
        }
    }

    /// Nil where a value is neither a string, a number, a switch nor an array of these.
    static func fields(_ object: JSONValue) -> [Document.Field]? {
        guard let members = object.object else { return nil }
        var fields: [Document.Field] = []
        for member in members {
            let elements = member.value.array ?? [member.value]
            let values = elements.compactMap(value)
            guard values.count == elements.count else { return nil }
            fields.append(.init(name: member.key, values: values))
        }
        return fields
    }

    private static func value(_ value: JSONValue) -> FieldValue? {
        switch value {
        case .string(let value): .string(value)
        case .integer(let value): .integer(value)
        case .number(let value): .number(value)
        case .boolean(let value): .boolean(value)
        case .null, .array, .object: nil
        }
    }
}
