/// How many documents each bucket has: those near the first that came in an array, as years and days are, others by their number.
struct BucketCounts {
    private static let nearCount = 4096

    /// The bucket of the array's first place; nil before the first.
    private var base: UInt64?
    private var near: [Int] = []
    private var far: [UInt64: Int] = [:]

    mutating func add(_ bucket: UInt64) {
        if base == nil {
            base = bucket &- UInt64(Self.nearCount / 2)
            near = [Int](repeating: 0, count: Self.nearCount)
        }
        let place = bucket &- (base ?? 0)
        if place < UInt64(Self.nearCount) { near[Int(place)] += 1 } else { far[bucket, default: 0] += 1 }
    }

    /// The buckets that have documents, in no order.
    var all: [(value: UInt64, count: Int)] {
        var all = far.map { (value: $0.key, count: $0.value) }
        for (place, count) in near.enumerated() where count > 0 { all.append(((base ?? 0) &+ UInt64(place), count)) }
        return all
    }
}
