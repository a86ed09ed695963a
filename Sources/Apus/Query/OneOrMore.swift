/// Elements in the order in which they were added. A single one, which is what most groups of a query hold, needs no memory of its
/// own.
struct OneOrMore<Element> {
    /// Empty until there are two.
    private var several: [Element] = []
    private(set) var first: Element?

    var isEmpty: Bool { first == nil }

    /// The only element; nil where there are none or several.
    var only: Element? { several.isEmpty ? first : nil }

    var count: Int { several.isEmpty ? (first == nil ? 0 : 1) : several.count }

    /// All elements. A single one is put into an array here.
    var all: [Element] { several.isEmpty ? first.map { [$0] } ?? [] : several }

    /// - Parameter most: how many elements there will be at most.
    mutating func append(_ element: Element, of most: Int) {
        guard let first else {
            first = element
            return
        }
        if several.isEmpty {
            several.reserveCapacity(most)
            several.append(first)
        }
        several.append(element)
    }
}
