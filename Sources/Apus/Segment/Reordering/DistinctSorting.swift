/// Sorts things by a number that each has for itself, below a limit: where they are many, by a bitmap of the numbers instead of
/// comparisons.
struct DistinctSorting {
    /// What the words of the bitmap that a thing brings with it may cost beside comparing it.
    private static let wordsForOne = 32

    private var words: [UInt64]
    /// By number, where it is in `words`: the place of the thing that has it.
    private var places: [UInt32]

    init(limit: Int) {
        words = [UInt64](repeating: 0, count: (limit + 63) / 64)
        places = [UInt32](repeating: 0, count: limit)
    }

    /// The places of `numbers`, each once and below the limit, in the order of the numbers. O(count + limit ÷ 64) or
    /// O(count · log count), whichever is less.
    mutating func places(of numbers: [UInt32]) -> [UInt32] {
        guard numbers.count * Self.wordsForOne >= words.count else {
            let keys = numbers.enumerated().map { UInt64($0.element) << 32 | UInt64($0.offset) }
            return keys.sorted().map { UInt32(truncatingIfNeeded: $0) }
        }
        for (place, number) in numbers.enumerated() {
            words[Int(number >> 6)] |= 1 << UInt64(number & 63)
            places[Int(number)] = UInt32(place)
        }
        var sorted: [UInt32] = []
        sorted.reserveCapacity(numbers.count)
        for index in words.indices where words[index] != 0 {
            var word = words[index]
            words[index] = 0
            while word != 0 {
                sorted.append(places[index << 6 | word.trailingZeroBitCount])
                word &= word - 1
            }
        }
        return sorted
    }
}
