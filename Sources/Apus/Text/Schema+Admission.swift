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
            let number = if let known { known } else { try extended.define(inferred(field.name, first)) }
            guard !seen.contains(number) else { throw .repeatedField(field.name) }
            seen.append(number)
            try extended.fields[number].check(field.values)
        }
        self = extended
    }

    /// Adds a field with a type that someone chose. One that is there already must have that type, and stays as it is.
    public mutating func declare(_ field: FieldDefinition) throws(DocumentError) {
        guard field.language == nil || field.type == .text else { throw .languageOfValues(field: field.name) }
        if let known = number(of: field.name) {
            guard fields[known].type == field.type else { throw .redefinition(field: field.name, type: fields[known].type) }
            guard field.language == nil || fields[known].language == field.language else {
                throw .otherLanguage(field: field.name, language: fields[known].language)
            }
        } else {
            _ = try define(field)
        }
    }

    /// Gives the text fields to come a language. It is chosen once, before there is any text.
    package mutating func declare(_ language: Language, stemVersion: UInt64) throws(DocumentError) {
        guard self.language != language else { return }
        guard self.language == nil, !fields.contains(where: { $0.type == .text && $0.language == nil }) else {
            throw .otherLanguage(field: nil, language: self.language)
        }
        (self.language, self.stemVersion) = (language, stemVersion)
    }

    private func inferred(_ name: String, _ value: FieldValue) -> FieldDefinition {
        var field = FieldDefinition(name: name, type: FieldType(of: value))
        if field.type == .text { (field.language, field.stemVersion) = (language, stemVersion) }
        return field
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
