/// The stored fields of a document, by field number, in the document's order.
///
///     record = fields:varint { number:varint values:varint { value } }
///     value  = 0:u8 string / 1:u8 i64 / 2:u8 f64 / 3:u8 (false) / 4:u8 (true)       a string behind the varint of its bytes
package struct StoredRecord: Equatable, Sendable {
    package var fields: [(number: Int, values: [FieldValue])] = []

    package init(fields: [(number: Int, values: [FieldValue])]) { self.fields = fields }

    /// What is to be kept of a document.
    package init(_ document: AdmittedDocument) {
        fields = document.fields.filter(\.definition.isStored).map { ($0.number, $0.values) }
    }

    package static func == (one: Self, other: Self) -> Bool {
        one.fields.elementsEqual(other.fields) { $0.number == $1.number && $0.values == $1.values }
    }

    /// The fields under their names; those that the schema does not know are left out.
    package func named(by schema: Schema) -> [Document.Field] {
        fields.compactMap { field in
            field.number < schema.fields.count
                ? Document.Field(name: schema.fields[field.number].name, values: field.values) : nil
        }
    }

    package func encode(into writer: inout ByteWriter) {
        writer.varint(fields.count)
        for field in fields {
            writer.varint(field.number)
            writer.varint(field.values.count)
            for value in field.values { Self.encode(value, into: &writer) }
        }
    }

    private static func encode(_ value: FieldValue, into writer: inout ByteWriter) {
        switch value {
        case .string(let text):
            writer.byte(0)
            writer.string(text)
        case .integer(let integer):
            writer.byte(1)
            writer.integer(integer)
        case .number(let number):
            writer.byte(2)
            writer.integer(number.bitPattern)
        case .boolean(let flag): writer.byte(flag ? 4 : 3)
        }
    }

    /// The fields that are wanted; of the others nothing is made.
    package init(decoding bytes: UnsafeRawBufferPointer, where isWanted: (Int) -> Bool = { _ in true }) throws(CorruptBytes) {
        var reader = ByteReader(bytes)
        let count = try reader.count(upTo: reader.remaining)
        for _ in 0..<count {
            let number = try reader.count(upTo: Limits.fields)
            let values = try reader.count(upTo: reader.remaining)
            guard isWanted(number) else {
                for _ in 0..<values { try Self.skipValue(&reader) }
                continue
            }
            var field: (number: Int, values: [FieldValue]) = (number, [])
            for _ in 0..<values { field.values.append(try Self.value(&reader)) }
            fields.append(field)
        }
        guard reader.isAtEnd else {
            throw CorruptBytes(at: reader.offset, "a stored document is followed by \(reader.remaining) bytes")
        }
    }

    private static func value(_ reader: inout ByteReader) throws(CorruptBytes) -> FieldValue {
        switch try reader.byte() {
        case 0: return .string(try reader.string())
        case 1: return .integer(try reader.integer())
        case 2: return .number(Double(bitPattern: try reader.integer()))
        case 3: return .boolean(false)
        case 4: return .boolean(true)
        case let tag: throw CorruptBytes(at: reader.offset - 1, "no value is of kind \(tag)")
        }
    }

    private static func skipValue(_ reader: inout ByteReader) throws(CorruptBytes) {
        switch try reader.byte() {
        case 0: _ = try reader.counted()
        case 1, 2: _ = try reader.run(8)
        default: return
        }
    }
}
