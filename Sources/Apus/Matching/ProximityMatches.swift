/// Finds the matches of a proximity tree in one document, by the positions of its terms there.
struct ProximityMatches {
    /// Behind a list of more spans the clock is looked at.
    private static let longList = 1024

    let tree: ProximityTree
    let deadline: Deadline
    /// Whether spans say which words took part.
    let namesWords: Bool
    /// Whether that was asked for.
    let isAskedForWords: Bool

    /// Words are named where that is asked for, and where a term is there twice, so that no word takes part twice.
    init(_ tree: ProximityTree, deadline: Deadline, namesWords: Bool = false) {
        self.tree = tree
        self.deadline = deadline
        self.namesWords = namesWords || tree.repeatsWords
        isAskedForWords = namesWords
    }

    /// How many matches there are, counted from the left without overlap.
    /// - Parameter positions: those of a term in the document, rising; empty where it is not there. Read before the next are asked for.
    func count(_ positions: (Int) -> UnsafeBufferPointer<UInt32>) -> Int {
        spans(tree, positions).countWithoutOverlap()
    }

    /// The matches, from the left: stretches that hold no shorter match. They may overlap.
    func spans(_ positions: (Int) -> UnsafeBufferPointer<UInt32>) -> [ProximitySpan] { spans(tree, positions).minimal() }

    private func spans(_ tree: ProximityTree, _ positions: (Int) -> UnsafeBufferPointer<UInt32>) -> [ProximitySpan] {
        switch tree {
        case .anyTerm(let terms):
            var spans: [ProximitySpan] = []
            for term in terms { append(positions(term), to: &spans) }
            return terms.count == 1 ? spans : spans.inOrder()
        case .anyOf(let operands): return operands.flatMap { spans($0, positions) }.inOrder()
        case .sequence(let operands, let slop):
            guard let lists = all(operands, positions) else { return [] }
            return SpanSequence(slop: slop, deadline: deadline).spans(lists)
        case .near(let operands, let distance, let isOrdered):
            guard let lists = all(operands, positions) else { return [] }
            let nearness = SpanNearness(distance: distance, isOrdered: isOrdered, deadline: deadline)
            return lists.dropFirst().reduce(lists[0]) { nearness.spans($0, $1) }
        case .within(let operands, let beginnings):
            guard let lists = all(operands, positions) else { return [] }
            var places: [UInt32] = []
            for term in beginnings { places += positions(term) }
            if beginnings.count > 1 { places.sort() }
            return SpanConfinement(beginnings: places, deadline: deadline).spans(lists)
        }
    }

    /// The spans of each operand; nil where one has none.
    private func all(
        _ operands: [ProximityTree], _ positions: (Int) -> UnsafeBufferPointer<UInt32>
    ) -> [[ProximitySpan]]? {
        var lists: [[ProximitySpan]] = []
        lists.reserveCapacity(operands.count)
        for operand in operands {
            let list = spans(operand, positions)
            if list.isEmpty { return nil }
            if list.count > Self.longList, deadline.look() { return nil }
            lists.append(list)
        }
        return lists
    }

    private func append(_ positions: UnsafeBufferPointer<UInt32>, to spans: inout [ProximitySpan]) {
        spans.reserveCapacity(spans.count + positions.count)
        for position in positions {
            spans.append(
                ProximitySpan(start: Int(position), end: Int(position) + 1, words: namesWords ? [position] : []))
        }
    }
}
