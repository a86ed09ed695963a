/// The words of a document that tell most about it, by which others like it are found.
///
/// A word tells the more the oftener it is in the document and the fewer other documents have it: tf · idf (Spärck Jones 1972), as
/// Lucene's MoreLikeThis has it.
struct DocumentKinship {
    /// So many words of a document are looked for.
    static let words = 25

    /// Where a document is.
    struct Place: Equatable {
        var segment: Int
        var number: UInt32
    }

    /// A word of a field, with what it tells.
    private struct Candidate {
        var field: Int
        var term: [UInt8]
        var weight: Double
    }

    private let snapshot: Snapshot
    private let bm25: BM25
    private let deadline: Deadline

    init(_ snapshot: Snapshot, bm25: BM25, deadline: Deadline) {
        (self.snapshot, self.bm25, self.deadline) = (snapshot, bm25, deadline)
    }

    /// The living document of an id, or nil. O(log documents) in each segment.
    func place(ofID id: String) throws(SearchError) -> Place? {
        for (index, view) in snapshot.segments.enumerated().reversed() {
            let number: UInt32?
            do { number = try view.reader.ids.document(withID: id.utf8) } catch { throw SearchError(IndexError(error)) }
            if let number, !view.isDeleted(DocumentID(number)) { return Place(segment: index, number: number) }
        }
        return nil
    }

    /// The words that tell most, of the text that is stored of these fields; none where no other document has any of them.
    /// One look-up for each different word.
    func words(of place: Place, fields: [Int]) throws(SearchError) -> [(field: Int, term: [UInt8])] {
        let document: Document
        do throws(IndexError) {
            document = try snapshot.document(place.number, in: snapshot.segments[place.segment])
        } catch { throw SearchError(error) }
        var candidates: [Candidate] = []
        for field in fields where snapshot.schema.fields[field].type == .text {
            for (term, frequency) in counts(of: document, field: field) {
                // What is not looked up in time takes no part.
                guard !deadline.passes() else { break }
                let documents = try documentFrequency(of: term, field: field)
                guard documents > 1 else { continue }
                let all = snapshot.statistics(field: field).documentCount
                let weight = Double(frequency) * bm25.weight(documentFrequency: documents, documentCount: all)
                candidates.append(Candidate(field: field, term: term, weight: weight))
            }
        }
        candidates.sort { one, other in
            if one.weight != other.weight { return one.weight > other.weight }
            return one.field == other.field ? one.term.lexicographicallyPrecedes(other.term) : one.field < other.field
        }
        return candidates.prefix(Self.words).map { ($0.field, $0.term) }
    }

    private func counts(of document: Document, field: Int) -> [[UInt8]: Int] {
        let definition = snapshot.schema.fields[field]
        var counts: [[UInt8]: Int] = [:]
        for part in document.fields where part.name.isExactly(definition.name) {
            for case .string(let text) in part.values {
                snapshot.analyzer.forEachToken(in: text, foldsAccents: definition.foldsAccents) { term, _, _ in
                    counts[Array(term), default: 0] += 1
                    return true
                }
            }
        }
        return counts
    }

    private func documentFrequency(of term: [UInt8], field: Int) throws(SearchError) -> Int {
        var count = 0
        for view in snapshot.segments {
            do throws(IndexError) {
                count += Int(try view.reader.entry(field: field, term: term)?.documentFrequency ?? 0)
            } catch { throw SearchError(error) }
        }
        return count
    }
}
