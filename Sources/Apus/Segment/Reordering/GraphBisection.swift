/// Gives documents an order in which those that share terms lie near each other, so that the gaps in lists are small: recursive graph
/// bisection (Dhulipala et al., Compressing Graphs and Indexes with Recursive Graph Bisection, KDD 2016).
///
/// The documents are halved, and documents change sides as long as that makes the lists of both halves shorter; then each half is
/// halved. Sides are chosen by the pull of a document's terms, and a round must gain more the later it comes (Mackenzie, Petri and
/// Moffat, Tradeoff Options for Bipartite Graph Partitioning, TKDE 2022). Documents that nothing tells apart keep their order.
///
/// O(rounds · postings · log documents); sums are of whole numbers, so the order depends on neither threads nor the machine.
struct GraphBisection: Sendable {
    /// Runs two bodies, one beside the other, and waits for both.
    typealias Fork = @Sendable (_ one: @escaping @Sendable () -> Void, _ other: () -> Void) -> Void

    /// Parts of fewer documents are not halved: a gap in them takes few bits whatever their order.
    private static let leastDocuments = 32
    /// Rounds in which documents change sides, at most.
    private static let mostRounds = 20
    /// In a part of so many documents a round is long enough to ask before it whether to stop.
    private static let longDocuments = 1024

    private let index: ForwardIndex
    private let order: BisectionOrder
    private let fork: Fork
    private let isCancelled: @Sendable () -> Bool

    /// - Parameter index: used up: its documents lose their terms on the way.
    init(_ index: ForwardIndex, fork: @escaping Fork, isCancelled: @escaping @Sendable () -> Bool) {
        (self.index, self.fork, self.isCancelled) = (index, fork, isCancelled)
        order = BisectionOrder(documentCount: index.documentCount)
    }

    /// The documents in their new order. - Parameter threads: at most so many work at a time.
    func run(threads: Int) throws(MergeCancelled) -> [UInt32] {
        let terms = index.termCount
        halve(0..<index.documentCount, termCount: terms, BisectionScratch(termCount: terms), threads: threads)
        if isCancelled() { throw MergeCancelled() }
        return order.all
    }

    private func halve(_ part: Range<Int>, termCount: Int, _ scratch: BisectionScratch, threads: Int) {
        guard part.count >= Self.leastDocuments else { return }
        let kept = scratch.reduce(order.documents(part), of: index, termCount: termCount)
        guard kept > 0 else { return }
        start(part, scratch)
        var rounds = 0
        while rounds < Self.mostRounds {
            if part.count >= Self.longDocuments, isCancelled() { return }
            scratch.weigh(termCount: kept)
            guard exchange(part, scratch, gaining: rounds << FixedLogarithm.fractionBits) else { break }
            rounds += 1
        }
        order.partSides(part)
        let (left, right) = (part.lowerBound..<Self.middle(part), Self.middle(part)..<part.upperBound)
        guard threads > 1 else {
            halve(left, termCount: kept, scratch, threads: 1)
            return halve(right, termCount: kept, scratch, threads: 1)
        }
        fork({ halve(left, termCount: kept, BisectionScratch(termCount: kept), threads: threads / 2) }) {
            halve(right, termCount: kept, scratch, threads: threads - threads / 2)
        }
    }

    private static func middle(_ part: Range<Int>) -> Int { part.lowerBound + part.count / 2 }

    /// Halves a part as its documents stand.
    private func start(_ part: Range<Int>, _ scratch: BisectionScratch) {
        let middle = part.count / 2
        for (place, document) in order.documents(part).enumerated() {
            order.put(document, left: place < middle)
            if place < middle { scratch.count(document, of: index, isLeft: true) }
        }
    }

    /// Puts the half of the documents that is pulled to the left most to the left. False, and nothing is changed, where exchanging
    /// the two documents that are most out of place would not gain more than `least`.
    private func exchange(_ part: Range<Int>, _ scratch: BisectionScratch, gaining least: Int) -> Bool {
        let keys = order.keys(part)
        var (mostLeft, leastRight) = (Int32.min, Int32.max)
        for (place, document) in order.documents(part).enumerated() {
            let pull = scratch.pull(on: document, of: index)
            if order.isLeft(document) { mostLeft = max(mostLeft, pull) } else { leastRight = min(leastRight, pull) }
            // The sign's bit turned round orders pulls as whole numbers above zero; equal ones rank by document.
            keys[place] = UInt64(UInt32(bitPattern: pull) ^ 1 << 31) << 32 | UInt64(document)
        }
        guard Int(mostLeft) - Int(leastRight) > least else { return false }
        let middle = part.count / 2
        MedianSelection.part(keys, at: middle)
        for (place, key) in keys.enumerated() {
            let document = UInt32(truncatingIfNeeded: key)
            guard order.isLeft(document) != (place < middle) else { continue }
            order.put(document, left: place < middle)
            scratch.count(document, of: index, isLeft: place < middle)
        }
        return true
    }
}
