/// The documents of a merge, each with the terms that bisection looks at: the postings, turned round.
///
/// One run of memory holds all terms, document by document. Whoever shortens or rewrites a document's terms owns the document at
/// that time, so threads may work on different documents of one index.
final class ForwardIndex: @unchecked Sendable {
    let documentCount: Int
    /// Terms are numbers below it.
    let termCount: Int
    // Allocated here and freed at the end; `starts` has a place more than documents, for the end of the last.
    private let terms: UnsafeMutablePointer<UInt32>
    private let starts: UnsafeMutablePointer<Int>
    private let counts: UnsafeMutablePointer<UInt32>

    /// Room for as many terms a document as `counts` says; none is there yet.
    init(counts wanted: [UInt32], termCount: Int) {
        documentCount = wanted.count
        self.termCount = termCount
        starts = .allocate(capacity: wanted.count + 1)
        counts = .allocate(capacity: wanted.count)
        counts.initialize(repeating: 0, count: wanted.count)
        var next = 0
        for (document, count) in wanted.enumerated() {
            starts[document] = next
            next += Int(count)
        }
        starts[wanted.count] = next
        terms = .allocate(capacity: next)
        terms.initialize(repeating: 0, count: next)
    }

    deinit {
        terms.deallocate()
        starts.deallocate()
        counts.deallocate()
    }

    /// Puts a term behind those of a document; false where there is no room for it.
    @inline(__always)
    func append(_ term: UInt32, to document: UInt32) -> Bool {
        precondition(Int(document) < documentCount && Int(term) < termCount, "the document and the term are of this index")
        let place = starts[Int(document)] + Int(counts[Int(document)])
        guard place < starts[Int(document) + 1] else { return false }
        terms[place] = term
        counts[Int(document)] += 1
        return true
    }

    /// The terms of a document, valid for as long as this index lives. `document` is below `documentCount`, which is not checked.
    @inline(__always)
    func terms(of document: UInt32) -> UnsafeMutableBufferPointer<UInt32> {
        UnsafeMutableBufferPointer(start: terms + starts[Int(document)], count: Int(counts[Int(document)]))
    }

    /// Keeps the first of a document's terms.
    @inline(__always)
    func shorten(_ document: UInt32, to count: Int) { counts[Int(document)] = UInt32(truncatingIfNeeded: count) }
}
