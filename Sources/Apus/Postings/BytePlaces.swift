/// For each byte the places of its ones, and how many these are.
struct BytePlaces: @unchecked Sendable {
    static let shared = BytePlaces()

    // Written here and only read afterwards; lives as long as the process.
    /// 256 words with a place in each byte, from the lowest up; then 256 counts.
    let places: UnsafePointer<UInt64>

    private init() {
        let table = UnsafeMutablePointer<UInt64>.allocate(capacity: 512)
        for byte in 0..<256 {
            var (places, count) = (UInt64(0), UInt64(0))
            for place in 0..<8 where byte >> place & 1 == 1 {
                places |= UInt64(place) << (8 * count)
                count += 1
            }
            (table[byte], table[256 + byte]) = (places, count)
        }
        self.places = UnsafePointer(table)
    }
}
