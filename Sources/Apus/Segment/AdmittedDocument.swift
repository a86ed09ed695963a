/// A document whose fields have been found in the schema and whose values fit them.
package struct AdmittedDocument: Sendable {
    package struct Field: Sendable {
        package var number: Int
        package var definition: FieldDefinition
        package var values: [FieldValue]
    }

    package var id: String
    package var fields: [Field]
    /// The file that the document came from, where that is not its id.
    package var source: String?

    /// About how much memory the values take.
    var weight: Int {
        fields.reduce(id.utf8.count + 64) { sum, field in
            field.values.reduce(sum + 32) { sum, value in
                if case .string(let text) = value { sum + text.utf8.count + 16 } else { sum + 16 }
            }
        }
    }
}

/// Fields that the engine keeps for itself; their numbers are above all that a schema can hold.
enum ReservedField {
    /// A keyword: the file that a document came from.
    static let source = 0xFFFF
}

extension Schema {
    /// The fields of a document that this schema has admitted.
    package func fields(of document: Document) -> [AdmittedDocument.Field] {
        document.fields.compactMap { field in
            number(of: field.name).map { AdmittedDocument.Field(number: $0, definition: fields[$0], values: field.values) }
        }
    }
}
