/// What a field holds, and so how it is indexed.
public enum FieldType: UInt8, CaseIterable, Sendable {
    /// Words with positions: ranked and searched by word and phrase.
    case text = 0
    /// The whole string is one term.
    case keyword = 1
    /// A 64-bit number in a column.
    case number = 2
    /// True or false, in a column.
    case boolean = 3
    /// An instant (RFC 3339) in a column, as milliseconds since 1970 in UTC.
    case date = 4

    /// The name that a person types: `text`, `keyword`, `number`, `boolean`, `date`.
    public var name: String { String(describing: self) }

    /// The type of this name, or nil.
    public init?(name: String) {
        guard let type = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = type
    }
}

/// One field of an index.
public struct FieldDefinition: Equatable, Sendable {
    /// At most `Limits.fieldNameBytes` bytes, without control characters.
    public var name: String
    /// Decided once.
    public var type: FieldType
    /// Whether the values are kept to be shown; unstored fields can be searched but not read back.
    public var isStored: Bool
    /// Whether accents of Latin and Greek letters are folded away (`cafe` finds `café`).
    public var foldsAccents: Bool
    /// The language by whose stems bare words are found, where the field is text and has one. Quoted words stay exact.
    public var language: Language?
    /// What tells the stems' version (`Stemming.version`).
    package var stemVersion: UInt64 = 0

    /// A field, stored and with accents folded unless said otherwise.
    public init(
        name: String, type: FieldType, isStored: Bool = true, foldsAccents: Bool = true, language: Language? = nil
    ) {
        self.name = name
        self.type = type
        self.isStored = isStored
        self.foldsAccents = foldsAccents
        self.language = language
    }
}

/// The fields of an index in the order in which they first appeared; a field's number is its place and never changes.
public struct Schema: Equatable, Sendable {
    /// By field number.
    public private(set) var fields: [FieldDefinition] = []
    private var numbers: [ExactText: Int] = [:]
    /// The language of text fields to come that nobody defines.
    public package(set) var language: Language?
    package var stemVersion: UInt64 = 0

    /// No fields.
    public init() {}

    /// The field's number, or nil where there is no field of that name. O(1).
    public func number(of name: String) -> Int? { numbers[ExactText(name)] }

    /// Adds a field and returns its number. The name must be new.
    @discardableResult
    public mutating func append(_ field: FieldDefinition) -> Int {
        precondition(numbers[ExactText(field.name)] == nil, "a field is defined once")
        numbers[ExactText(field.name)] = fields.count
        fields.append(field)
        return fields.count - 1
    }
}
