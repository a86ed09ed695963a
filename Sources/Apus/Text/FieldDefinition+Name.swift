extension FieldDefinition {
    /// Refuses names that no index takes: empty ones, those over `Limits.fieldNameBytes`, and those with control characters.
    package static func checkName(_ name: String) throws(DocumentError) {
        guard !name.isEmpty else { throw .emptyFieldName }
        guard name.utf8.count <= Limits.fieldNameBytes else {
            throw .longFieldName(excerpt: Excerpt.of(name), maximum: Limits.fieldNameBytes)
        }
        guard !name.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }) else {
            throw .controlCharacterInFieldName(excerpt: Excerpt.of(name))
        }
    }
}
