import Apus

/// How sources are to be read.
package struct InputOptions: Equatable, Sendable {
    /// Nil: by the name, else by the first bytes.
    package var format: InputFormat?
    /// The field that is the id of each JSON object or row. Nil: `id`, and where there is none `FILE:LINE`.
    package var idField: String?
    /// Types of fields that are known before; cells of CSV and TSV are read as these.
    package var fieldTypes: [ExactText: FieldType]

    package init(format: InputFormat? = nil, idField: String? = nil, fieldTypes: [ExactText: FieldType] = [:]) {
        self.format = format
        self.idField = idField
        self.fieldTypes = fieldTypes
    }
}
