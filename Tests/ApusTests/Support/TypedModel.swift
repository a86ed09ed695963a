@testable import Apus

/// The living documents of a snapshot in its order, looked at one by one: what typed queries must find, by the plainest means.
struct TypedModel {
    let documents: [Document]
    private let schema: Schema

    init(_ snapshot: Snapshot) throws {
        schema = snapshot.schema
        var documents: [Document] = []
        for view in snapshot.segments {
            for number in 0..<UInt32(view.reader.documentCount) where !view.isDeleted(DocumentID(number)) {
                documents.append(try snapshot.document(number, in: view))
            }
        }
        self.documents = documents
    }

    func values(_ document: Document, _ field: String) -> [FieldValue] {
        document.fields.first { $0.name == field }?.values ?? []
    }

    static func text(_ value: FieldValue) -> String {
        switch value {
        case .string(let text): text
        case .integer(let integer): String(integer)
        case .number(let number): String(number)
        case .boolean(let flag): String(flag)
        }
    }

    static func number(_ value: FieldValue) -> Double {
        switch value {
        case .integer(let integer): Double(integer)
        case .number(let number): number
        default: .nan
        }
    }

    func type(of field: String) -> FieldType { schema.fields[schema.number(of: field)!].type }

    /// Ids of the documents with a value in the range.
    func found(_ range: Query.Range, in field: String) -> [String] {
        documents.filter { document in values(document, field).contains { isWithin($0, range, type(of: field)) } }.map(\.id)
    }

    func having(_ field: String) -> [String] {
        documents.filter { document in
            let values = values(document, field)
            return type(of: field) == .text ? values.contains { !Self.terms($0).isEmpty } : !values.isEmpty
        }.map(\.id)
    }

    static func terms(_ value: FieldValue) -> [[UInt8]] { Analyzer.standard.tokens(in: text(value)).map(\.term) }

    private func isWithin(_ value: FieldValue, _ range: Query.Range, _ type: FieldType) -> Bool {
        if type == .text {
            let (lower, upper) = (range.lower.map { Self.terms(.string($0))[0] }, range.upper.map { Self.terms(.string($0))[0] })
            return Self.terms(value).contains { term in
                Self.isAbove(lower, range.includesLower) { Self.order(term, $0) }
                    && Self.isAbove(upper, range.includesUpper) { -Self.order(term, $0) }
            }
        }
        return Self.isAbove(range.lower, range.includesLower) { Self.order(value, $0, type) }
            && Self.isAbove(range.upper, range.includesUpper) { -Self.order(value, $0, type) }
    }

    private static func isAbove<Bound>(_ bound: Bound?, _ includes: Bool, _ order: (Bound) -> Int) -> Bool {
        bound.map { order($0) > 0 || includes && order($0) == 0 } ?? true
    }

    /// A value against a bound: below 0, 0 or above. A date is cut to the length of the bound.
    private static func order(_ value: FieldValue, _ bound: String, _ type: FieldType) -> Int {
        switch type {
        case .number: (number(value) > Double(bound)! ? 1 : 0) - (number(value) < Double(bound)! ? 1 : 0)
        case .boolean: (text(value) == "true" ? 1 : 0) - (bound == "true" ? 1 : 0)
        case .date: order(Array(text(value).utf8.prefix(bound.utf8.count)), Array(bound.utf8))
        case .keyword, .text: order(Array(text(value).utf8), Array(bound.utf8))
        }
    }

    static func order(_ one: [UInt8], _ other: [UInt8]) -> Int {
        one == other ? 0 : one.lexicographicallyPrecedes(other) ? -1 : 1
    }
}
