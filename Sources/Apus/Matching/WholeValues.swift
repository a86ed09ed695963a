/// Tells how many values of a field are certain words and no others, in documents that hold these words next to each other.
///
/// Positions say where a value may begin: at 0, or behind the places that are left free between values. Where the field has as many words as
/// the value must have, that is all there is to know; else the stored text is read. O(words of the field) then.
final class WholeValues {
    private let field: Int
    private let words: [[UInt8]]
    private let snapshot: Snapshot
    private let segment: Int
    private let norms: UnsafePointer<UInt8>?
    /// What went wrong when a text was read.
    private(set) var damage: IndexError?

    /// - Parameter words: those of the value, at least one.
    init(_ words: [[UInt8]], field: Int, of snapshot: Snapshot, segment: Int) throws(IndexError) {
        (self.words, self.field, self.snapshot, self.segment) = (words, field, snapshot, segment)
        norms = try snapshot.segments[segment].reader.norms(field: field)
    }

    /// - Parameter spans: where the words stand next to each other.
    func count(in document: DocumentID, _ spans: [ProximitySpan]) -> Int {
        guard spans.contains(where: { $0.start == 0 || $0.start > Limits.valueGap }) else { return 0 }
        if let norms {
            let length = Int(NormEncoding.lengths[Int(norms[Int(document.rawValue)])])
            // Rounding begins with what is written as the greatest exact length.
            if length < NormEncoding.greatestExact, length == words.count { return 1 }
        }
        do throws(IndexError) { return try countStored(document) } catch {
            damage = damage ?? error
            return 0
        }
    }

    private func countStored(_ document: DocumentID) throws(IndexError) -> Int {
        let record: StoredRecord
        let reader = snapshot.segments[segment].reader
        let own = reader.own(field: field)
        do throws(DamagedFile) {
            record = try reader.store.document(document.rawValue) { $0 == own }
        } catch { throw .damaged(error) }
        return record.fields.flatMap(\.values).reduce(0) { $0 + (isWhole($1) ? 1 : 0) }
    }

    private func isWhole(_ value: FieldValue) -> Bool {
        guard case .string(let text) = value else { return false }
        var place = 0
        var isSame = true
        snapshot.analyzer.forEachToken(in: text, foldsAccents: snapshot.schema.fields[field].foldsAccents) { term, _, _ in
            isSame = place < words.count && term.elementsEqual(words[place])
            place += 1
            return isSame
        }
        return isSame && place == words.count
    }
}
