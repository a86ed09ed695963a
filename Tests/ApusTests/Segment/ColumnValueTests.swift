import Testing

@testable import Apus

@Suite("Column values")
struct ColumnValueTests {
    @Test("Numbers are in the order of their bits and of their terms")
    func numbers() throws {
        let numbers: [Double] = [
            -.infinity, -.greatestFiniteMagnitude, -2, -1.5, -.leastNonzeroMagnitude, 0, .leastNonzeroMagnitude, 1, 1.5, 2025,
            .greatestFiniteMagnitude, .infinity,
        ]
        let values = try numbers.map { try #require(ColumnValue(.number($0), type: .number)) }
        #expect(values == values.sorted())
        #expect(Set(values.map(\.bits)).count == values.count)
        let terms = values.map(\.termBytes)
        #expect(terms == terms.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(terms.allSatisfy { $0.count == 8 })
    }

    @Test("Minus zero is zero, an integer the number it is, and there is no NaN")
    func sameness() {
        #expect(ColumnValue(.number(-0.0), type: .number) == ColumnValue(.number(0), type: .number))
        #expect(ColumnValue(.integer(7), type: .number) == ColumnValue(.number(7), type: .number))
        #expect(ColumnValue(.number(.nan), type: .number) == nil)
        #expect(ColumnValue("7", type: .number) == nil)
    }

    @Test("Instants are in the order of time, also before 1970")
    func dates() throws {
        let dates: [FieldValue] = [
            "1066-10-14T00:00:00Z", "1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00Z", "2025-03-01T00:00:00Z",
        ]
        let values = try dates.map { try #require(ColumnValue($0, type: .date)) }
        #expect(values == values.sorted())
        #expect(Set(values.map(\.bits)).count == values.count)
    }
}
