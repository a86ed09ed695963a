/// What one thread of a bisection counts of each term. Terms of a part of the documents are numbers below a count of their own, so
/// that a small part touches little memory.
final class BisectionScratch {
    private static let dropped = UInt32.max

    private let capacity: Int
    // Allocated here and freed at the end; every index is checked against `capacity` where a part's terms are counted.
    private let totals: UnsafeMutablePointer<UInt32>
    private let lefts: UnsafeMutablePointer<UInt32>
    private let pulls: UnsafeMutablePointer<Int32>
    private let logarithm = FixedLogarithm()

    init(termCount: Int) {
        capacity = termCount
        totals = .allocate(capacity: termCount)
        lefts = .allocate(capacity: termCount)
        pulls = .allocate(capacity: termCount)
    }

    deinit {
        totals.deallocate()
        lefts.deallocate()
        pulls.deallocate()
    }

    /// Counts the terms of a part, drops from its documents those that do not matter there, and numbers the rest anew from 0;
    /// returns how many those are.
    ///
    /// A term of one document pulls it nowhere, and one of all documents pulls all of them alike: without both, documents are
    /// ranked as with them.
    func reduce(_ documents: UnsafeMutableBufferPointer<UInt32>, of index: ForwardIndex, termCount: Int) -> Int {
        precondition(termCount <= capacity, "the part has no more terms than the whole")
        totals.update(repeating: 0, count: termCount)
        for document in documents {
            for term in index.terms(of: document) { totals[Int(term)] &+= 1 }
        }
        let numbers = lefts
        var kept = 0
        for term in 0..<termCount {
            let total = totals[term]
            let isKept = total > 1 && total < documents.count
            numbers[term] = isKept ? UInt32(truncatingIfNeeded: kept) : Self.dropped
            totals[kept] = total
            kept += isKept ? 1 : 0
        }
        for document in documents { renumber(document, of: index, numbers) }
        lefts.update(repeating: 0, count: kept)
        return kept
    }

    private func renumber(_ document: UInt32, of index: ForwardIndex, _ numbers: UnsafeMutablePointer<UInt32>) {
        let terms = index.terms(of: document)
        var kept = 0
        for place in 0..<terms.count {
            let number = numbers[Int(terms[place])]
            terms[kept] = number
            kept += number == Self.dropped ? 0 : 1
        }
        index.shorten(document, to: kept)
    }

    /// Takes a document into the left half, or out of it.
    @inline(__always)
    func count(_ document: UInt32, of index: ForwardIndex, isLeft: Bool) {
        let change: UInt32 = isLeft ? 1 : .max
        for term in index.terms(of: document) { lefts[Int(term)] &+= change }
    }

    /// Sees anew to how strongly each term pulls to the right, from how many documents of each half have it.
    ///
    /// That is the derivative of what the gaps of its lists take, d · log(n ÷ d) for d of n documents of a half, by moving one.
    func weigh(termCount: Int) {
        for term in 0..<termCount { pulls[term] = logarithm[totals[term] &- lefts[term]] &- logarithm[lefts[term]] }
    }

    /// How strongly a document is pulled to the right, in steps of `FixedLogarithm`; what is past the range of 32 bits is cut.
    @inline(__always)
    func pull(on document: UInt32, of index: ForwardIndex) -> Int32 {
        var sum = 0
        for term in index.terms(of: document) { sum &+= Int(pulls[Int(term)]) }
        return Int32(clamping: sum)
    }
}
