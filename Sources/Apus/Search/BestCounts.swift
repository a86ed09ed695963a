/// The values with the highest counts, by count and then by value, of any number that are told one after the other.
///
/// What cannot be among them is passed over; the others gather until there are twice as many as wanted. O(n log limit).
struct BestCounts<Value> {
    typealias Counted = (value: Value, count: Int)

    /// Of very many that are wanted so many are put in order where there is no time for more.
    private static var mostLate: Int { 4096 }
    /// So few are not worth being parted.
    private static var fewest: Int { 64 }

    private let limit: Int
    private let precedes: (Value, Value) -> Bool
    private var kept: [Counted] = []
    /// Nothing behind it is wanted.
    private var last: Counted?

    init(limit: Int, by precedes: @escaping (Value, Value) -> Bool) { (self.limit, self.precedes) = (max(0, limit), precedes) }

    mutating func add(_ value: Value, _ count: Int) {
        if let last, !isBefore((value, count), last) { return }
        kept.append((value, count))
        if kept.count >= max(Self.fewest, 2 * limit) { cut(to: limit) }
    }

    /// The best, in order.
    mutating func ranked(until deadline: Deadline) -> [Counted] {
        if kept.count > Self.mostLate, deadline.look() { kept.removeLast(kept.count - Self.mostLate) }
        cut(to: limit)
        return kept
    }

    private mutating func cut(to count: Int) {
        kept.sort(by: isBefore)
        guard kept.count > count else { return }
        kept.removeLast(kept.count - count)
        last = kept.last
    }

    private func isBefore(_ one: Counted, _ other: Counted) -> Bool {
        one.count > other.count || one.count == other.count && precedes(one.value, other.value)
    }
}
