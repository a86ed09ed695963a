extension Schema {
    /// Takes note of a document's fields: the first value of a new field decides its type, every other value must fit.
    ///
    /// Numbers make a number field, booleans a boolean field, strings in the form of RFC 3339 a date field, and other strings a
    /// text field. A document that is refused leaves the schema as it was.
    /// - Complexity: O(fields + values), and O(fields²) comparisons of two integers.
    public mutating func admit(_ document: Document) throws(DocumentError) {
        try Document.checkID(document.id)
        // Copied only when a field is new.
        var extended = self
        var seen: [Int] = []
        for field in document.fields {
            guard let first = field.values.first else { continue }
            let known = extended.number(of: field.name)
            let number = if let known { known } else { try extended.define(.init(name: field.name, type: FieldType(of: first))) }
            guard !seen.contains(number) else { throw .repeatedField(field.name) }
            seen.append(number)
            try extended.fields[number].check(field.values)
        }
        self = extended
    }

    /// Adds a field with a type that someone chose. One that is there already must have that type, and stays as it is.
    public mutating func declare(_ field: FieldDefinition) throws(DocumentError) {
        if let known = number(of: field.name) {
            guard fields[known].type == field.type else { throw .redefinition(field: field.name, type: fields[known].type) }
        } else {
            _ = try define(field)
        }
    }

    private mutating func define(_ field: FieldDefinition) throws(DocumentError) -> Int {
        try FieldDefinition.checkName(field.name)
        guard fields.count < Limits.fields else { throw .tooManyFields(maximum: Limits.fields) }
        return append(field)
    }
}

extension FieldDefinition {
    fileprivate func check(_ values: [FieldValue]) throws(DocumentError) {
        for value in values where !type.fits(value) {
            throw .mismatch(field: name, expected: type, excerpt: Excerpt.of(value))
        }
    }
}
