/// Where things stand in a list that holds each once. The first few are looked through; of the rest a table is kept.
struct KnownPlaces<Key: Hashable> {
    private static var few: Int { 16 }

    private var table: [Key: Int] = [:]

    /// The place of a thing in a list of `count`, all noted; nil where it is not there.
    /// - Parameters:
    ///   - isThere: whether it stands at a place.
    ///   - key: what tells it from others.
    func place(in count: Int, isThere: (Int) -> Bool, key: @autoclosure () -> Key) -> Int? {
        for place in 0..<min(count, Self.few) where isThere(place) { return place }
        return count > Self.few ? table[key()] : nil
    }

    /// Notes a thing that is about to be appended at `place`.
    mutating func note(_ key: @autoclosure () -> Key, at place: Int) {
        if place >= Self.few { table[key()] = place }
    }
}
