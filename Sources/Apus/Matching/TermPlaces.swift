/// Where the terms of a plan stand in its list. The first few are looked through; of the rest a table is kept.
struct TermPlaces {
    private static let fewTerms = 16

    private struct Identity: Hashable {
        var field: Int
        var bytes: [UInt8]
    }

    private var table: [Identity: Int] = [:]

    /// The place of a term in the list, which holds all that were noted; nil where it is not there.
    func place(of bytes: [UInt8], field: Int, in terms: [QueryPlan.Term]) -> Int? {
        for index in 0..<min(terms.count, Self.fewTerms) where terms[index].field == field && terms[index].bytes == bytes {
            return index
        }
        return table.isEmpty ? nil : table[Identity(field: field, bytes: bytes)]
    }

    /// Notes a term that is about to be appended at `place`.
    mutating func note(_ bytes: [UInt8], field: Int, at place: Int) {
        if place >= Self.fewTerms { table[Identity(field: field, bytes: bytes)] = place }
    }
}
