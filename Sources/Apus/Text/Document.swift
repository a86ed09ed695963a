/// A document as it is given to an index and as it comes back: an id and fields in the order in which they were given.
///
/// A field has one or more values; a phrase never crosses two of them.
public struct Document: Equatable, Sendable {
    /// One named field with its values, in order.
    public struct Field: Equatable, Sendable {
        /// As the schema knows it.
        public var name: String
        /// In the order in which they were given.
        public var values: [FieldValue]

        /// A field with its values.
        public init(name: String, values: [FieldValue]) {
            self.name = name
            self.values = values
        }
    }

    /// The document's identity: adding another document with this id replaces it. At most `Limits.idBytes` bytes of UTF-8.
    public var id: String
    /// In the order in which they were given.
    public var fields: [Field]

    /// A document with any number of values a field.
    public init(id: String, fields: [Field]) {
        self.id = id
        self.fields = fields
    }

    /// A document with one value a field: `Document(id: "a", ["title": "Talks", "year": 2025])`.
    public init(id: String, _ fields: KeyValuePairs<String, FieldValue>) {
        self.init(id: id, fields: fields.map { Field(name: $0.key, values: [$0.value]) })
    }
}
