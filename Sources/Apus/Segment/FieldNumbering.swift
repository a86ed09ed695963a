/// How the fields of one index are numbered among those of several: each index numbers its own in the order in which they appeared.
package struct FieldNumbering: Sendable {
    /// A number that no field has, nor what stands beside one.
    private static let none = 0x7FFF

    /// The fields as the index itself has them.
    package let schema: Schema
    /// By number among the fields of all, the own; `none` for those of other indexes only.
    private let own: [Int]

    /// The fields of an index; nil where they are numbered as those of all are.
    /// - Parameter all: the fields of all indexes, those of this one among them.
    package init?(_ schema: Schema, among all: Schema) {
        self.schema = schema
        own = all.fields.map { schema.number(of: $0.name) ?? Self.none }
        if schema.fields.indices.allSatisfy({ own[$0] == $0 }) { return nil }
    }

    /// The own number of a field, or of what stands beside one (`HiddenField`).
    func own(_ number: Int) -> Int {
        let field = HiddenField.owner(of: number)
        guard field < own.count, own[field] != Self.none else { return Self.none }
        if BoundaryField.holds(number) { return BoundaryField.number(of: own[field]) }
        return StemField.holds(number) ? StemField.number(of: own[field]) : own[field]
    }

    /// A key (`TermKey`) as the index itself has it.
    func own(key: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        TermKey.bytes(field: own(TermKey.field(key)), term: key.dropFirst(TermDictionaryLayout.fieldBytes))
    }

    /// Statistics by own numbers, by number among the fields of all.
    package func renumbered(_ statistics: [FieldStatistics]) -> [FieldStatistics] {
        own.map { $0 < statistics.count ? statistics[$0] : FieldStatistics() }
    }
}

extension SegmentReader {
    /// The number that a field has in the segment, or what stands beside it.
    @inline(__always)
    package func own(field: Int) -> Int { numbering.map { $0.own(field) } ?? field }

    /// A key as the segment's dictionary has it.
    package func own(key: [UInt8]) -> [UInt8] {
        numbering.map { numbering in key.withUnsafeBufferPointer { numbering.own(key: $0) } } ?? key
    }
}
