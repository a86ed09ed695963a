/// Why a document cannot be taken into an index. Each is the document's fault: the next one may be fine.
public enum DocumentError: Error, Equatable, Sendable {
    /// The bytes are no JSON; `offset` counts bytes from the start of the text.
    case json(offset: Int, reason: String)
    /// The JSON is something else than an object.
    case noObject
    /// The id is neither a string nor an integer.
    case unsuitableID
    /// There is no id, and no default for it.
    case missingID
    /// The id has no characters.
    case emptyID
    /// `maximum` is `Limits.idBytes`.
    case longID(byteCount: Int, maximum: Int)
    /// A field's name has no characters.
    case emptyFieldName
    /// `maximum` is `Limits.fieldNameBytes`.
    case longFieldName(excerpt: String, maximum: Int)
    /// A field's name, of which `excerpt` is the beginning, holds a control character.
    case controlCharacterInFieldName(excerpt: String)
    /// The name stands twice in `Document.fields`.
    case repeatedField(String)
    /// With this document there would be more than `maximum` fields, which is `Limits.fields`.
    case tooManyFields(maximum: Int)
    /// A value does not fit the type that its field has.
    case mismatch(field: String, expected: FieldType, excerpt: String)
    /// A field was declared with a type that is not the one it has.
    case redefinition(field: String, type: FieldType)
    /// A language was declared for a field, or for all text (nil), that has another or none.
    case otherLanguage(field: String?, language: Language?)
    /// A language was declared for a field that is no text.
    case languageOfValues(field: String)
    /// A parameter of BM25 is no number from 0 to `maximum`.
    case parameter(name: String, maximum: Double)
}

extension DocumentError: CustomStringConvertible {
    /// One line for a person, without control characters.
    public var description: String {
        switch self {
        case .json(let offset, let reason): "no JSON at byte \(offset): \(reason)"
        case .noObject: "expected a JSON object"
        case .unsuitableID: "the id is neither a string nor an integer"
        case .missingID: "there is no id"
        case .emptyID: "the id is empty"
        case .longID(let byteCount, let maximum): "the id has \(byteCount) bytes, at most \(maximum) are allowed"
        case .emptyFieldName: "a field has an empty name"
        case .longFieldName(let excerpt, let maximum): "the field name \(excerpt) has more than \(maximum) bytes"
        case .controlCharacterInFieldName(let excerpt): "the field name \(excerpt) holds a control character"
        case .repeatedField(let name): "the field \(name) is given twice"
        case .tooManyFields(let maximum): "there would be more than \(maximum) fields"
        case .mismatch(let field, let expected, let excerpt): "the field \(field) holds \(expected.noun), not \(excerpt)"
        case .otherLanguage(let field, let language):
            "\(field.map { "the field \($0)" } ?? "the index") has \(language.map { "the language \($0.name)" } ?? "text without a language"), and a language is chosen once: make a new index"
        case .languageOfValues(let field): "the field \(field) holds no text, so it has no language"
        case .parameter(let name, let maximum): "\(name) must be a number from 0 to \(Int(maximum))"
        case .redefinition(let field, let type): "the field \(field) holds \(type.noun) already"
        }
    }
}

extension FieldType {
    fileprivate var noun: String {
        switch self {
        case .text: "text"
        case .keyword: "keywords"
        case .number: "numbers"
        case .boolean: "booleans"
        case .date: "dates"
        }
    }
}
