extension Document {
    /// Reads a document from a JSON object.
    ///
    /// The member `idField` of the object is the id, a string or an integer taken as its text; where there is none, `defaultID` is.
    /// Every other member is a field: objects within it become fields named `a.b`, arrays several values of one field, null
    /// nothing. Members that come down to the same name are values of one field.
    ///
    /// The member `id` is not a field. A member of another name that serves as the id is one, too.
    /// - Throws: `DocumentError` when the bytes are no JSON object, or for its id or the names of its fields.
    /// - Complexity: O(bytes).
    public init(json: [UInt8], defaultID: String? = nil, idField: String = "id") throws(DocumentError) {
        var reader = JSONReader()
        let value: JSONValue
        do {
            value = try reader.read(json)
        } catch {
            throw .json(offset: error.offset, reason: error.reason.description)
        }
        try self.init(json: value, defaultID: defaultID, idField: idField)
    }

    /// Makes a document of a JSON object that has been read, as above.
    package init(json: JSONValue, defaultID: @autoclosure () -> String? = nil, idField: String = "id") throws(DocumentError) {
        guard let members = json.object else { throw .noObject }
        var fields = DocumentFields()
        for member in members where member.key != "id" || idField != "id" {
            try fields.append(member.value, named: member.key)
        }
        let given = try Self.id(json, field: idField, in: fields)
        guard let id = given ?? defaultID() else { throw .missingID }
        try Self.checkID(id)
        self.init(id: id, fields: fields.fields)
    }

    private static func id(_ json: JSONValue, field: String, in fields: DocumentFields) throws(DocumentError) -> String? {
        if field == "id" {
            switch json["id"] {
            case .string(let string): return string
            case .integer(let integer): return String(integer)
            case .null, nil: return nil
            default: throw .unsuitableID
            }
        }
        guard let values = fields[field] else { return nil }
        switch values.last {
        case .string(let string) where values.count == 1: return string
        case .integer(let integer) where values.count == 1: return String(integer)
        default: throw .unsuitableID
        }
    }

    /// Refuses ids that no index takes.
    package static func checkID(_ id: String) throws(DocumentError) {
        guard !id.isEmpty else { throw .emptyID }
        let byteCount = id.utf8.count
        guard byteCount <= Limits.idBytes else { throw .longID(byteCount: byteCount, maximum: Limits.idBytes) }
    }
}

extension JSONWriter {
    /// Writes fields as one object: a field with one value as that value, with several as an array. Names stay flat, `a.b`.
    package mutating func object(of fields: [Document.Field]) {
        beginObject()
        members(of: fields)
        endObject()
    }

    /// Writes a document as one object in which `id` comes first, so that reading it gives the document back.
    package mutating func object(of document: Document) {
        beginObject()
        member("id", document.id)
        members(of: document.fields)
        endObject()
    }

    private mutating func members(of fields: [Document.Field]) {
        for field in fields {
            key(field.name)
            if field.values.count == 1 {
                value(field.values[0])
            } else {
                beginArray()
                for value in field.values { self.value(value) }
                endArray()
            }
        }
    }

    package mutating func value(_ value: FieldValue) {
        switch value {
        case .string(let value): string(value)
        case .integer(let value): integer(value)
        case .number(let value): number(value)
        case .boolean(let value): boolean(value)
        }
    }
}
