/// Counts the matches of single words, in order or two in either order, by their positions alone: what most slop and `NEAR` ask for.
///
/// The matches are those of `ProximityMatches`, stretches that hold no shorter one, found in one pass from the left without a span being
/// made. No two terms of a field stand at one place, which it relies on. O(positions).
///
/// The passes go over unsafe buffers, as each step is a comparison or two: `count` has set `starts`, between which all places stay.
struct WordProximity {
    private enum Shape {
        /// The words in order, with at most so many others in between, all told.
        case ordered(slop: Int)
        /// Two different words with at most so many others between.
        case pair(distance: Int)
    }

    private let terms: [Int]
    private let shape: Shape
    /// The positions of each word in the document, one word after the other.
    private var positions: [UInt32] = []
    /// Where those of each word begin, and behind the last word's.
    private var starts: [Int]

    /// Nil for a tree that asks for more than single words.
    init?(_ tree: ProximityTree) {
        let operands: [ProximityTree]
        switch tree {
        case .sequence(let words, let slop): (operands, shape) = (words, .ordered(slop: slop))
        case .near(let words, let distance, let isOrdered) where words.count == 2:
            // Of one word twice each order is the other.
            (operands, shape) = (words, isOrdered || words[0] == words[1] ? .ordered(slop: distance) : .pair(distance: distance))
        default: return nil
        }
        var terms: [Int] = []
        for operand in operands {
            guard case .anyTerm(let alternatives) = operand, alternatives.count == 1 else { return nil }
            terms.append(alternatives[0])
        }
        self.terms = terms
        starts = [Int](repeating: 0, count: terms.count + 1)
    }

    /// How many matches there are, counted from the left without overlap, as far as asked.
    /// - Parameters:
    ///   - most: where counting may end.
    ///   - positions: those of a term in the document, rising; empty where it is not there. Read before the next are asked for.
    mutating func count(upTo most: Int = .max, _ positions: (Int) -> UnsafeBufferPointer<UInt32>) -> Int {
        self.positions.removeAll(keepingCapacity: true)
        for (word, term) in terms.enumerated() {
            self.positions.append(contentsOf: positions(term))
            if self.positions.count == starts[word] { return 0 }
            starts[word + 1] = self.positions.count
        }
        return self.positions.withUnsafeBufferPointer { all in
            switch shape {
            case .ordered(let slop): countOrdered(all, slop, upTo: most)
            case .pair(let distance): countPairs(all, distance, upTo: most)
            }
        }
    }

    /// Each first word is followed by the nearest of each next: both ends of these stretches rise together, so of those with one end the
    /// last is the shortest.
    private func countOrdered(_ positions: UnsafeBufferPointer<UInt32>, _ slop: Int, upTo most: Int) -> Int {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: starts.count) { places in
            _ = places.initialize(from: starts)
            var (count, countedEnd) = (0, 0)
            // The last stretch, which is not counted yet; none ends at 0.
            var (start, end) = (0, 0)
            for first in starts[0]..<starts[1] {
                guard let next = endFollowing(positions[first], positions, places) else { break }
                guard next - Int(positions[first]) - terms.count <= slop else { continue }
                if end > 0, end != next, start >= countedEnd { (count, countedEnd) = (count + 1, end) }
                (start, end) = (Int(positions[first]), next)
                if start >= countedEnd, count + 1 >= most { break }
            }
            return end > 0 && start >= countedEnd ? count + 1 : count
        }
    }

    /// Where the nearest words behind a first one end; nil where one of them does not come any more. Asked with rising ones.
    /// - Parameter places: where the pass has come to in the positions of each word.
    @inline(__always)
    private func endFollowing(
        _ first: UInt32, _ positions: UnsafeBufferPointer<UInt32>, _ places: UnsafeMutableBufferPointer<Int>
    ) -> Int? {
        var end = Int(first) + 1
        for word in 1..<max(1, terms.count) {
            let last = starts[word + 1]
            var place = places[word]
            while place < last, Int(positions[place]) < end { place += 1 }
            places[word] = place
            guard place < last else { return nil }
            end = Int(positions[place]) + 1
        }
        return end
    }

    /// A stretch that holds no shorter one is from one word to the next, the other one.
    private func countPairs(_ positions: UnsafeBufferPointer<UInt32>, _ distance: Int, upTo most: Int) -> Int {
        var (count, countedEnd) = (0, 0)
        var (one, other) = (starts[0], starts[1])
        let (oneEnd, otherEnd) = (starts[1], starts[2])
        while one < oneEnd, other < otherEnd, count < most {
            if positions[one] < positions[other] {
                while one + 1 < oneEnd, positions[one + 1] < positions[other] { one += 1 }
            } else {
                while other + 1 < otherEnd, positions[other + 1] < positions[one] { other += 1 }
            }
            let (start, end) = (Int(min(positions[one], positions[other])), Int(max(positions[one], positions[other])) + 1)
            if end - start - 2 <= distance, start >= countedEnd { (count, countedEnd) = (count + 1, end) }
            if positions[one] < positions[other] { one += 1 } else { other += 1 }
        }
        return count
    }
}
