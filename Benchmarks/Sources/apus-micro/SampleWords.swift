/// Made-up words, and texts of them in which the n-th is about 1/n as frequent as the first.
enum SampleWords {
    static func distinct(_ count: Int, _ random: inout SeededRandom) -> [[UInt8]] {
        var words: Set<[UInt8]> = []
        var inOrder: [[UInt8]] = []
        while inOrder.count < count {
            // Frequent words are short.
            let shortest = inOrder.count < 100 ? 2 : 4
            let length = Int.random(in: shortest...(2 * shortest + 2), using: &random)
            let word = (0..<length).map { _ in UInt8.random(in: 0x61...0x7A, using: &random) }
            if words.insert(word).inserted { inOrder.append(word) }
        }
        return inOrder
    }

    /// - Parameter isAccented: whether one word in eight ends with a letter beyond ASCII.
    static func text(_ words: Int, isAccented: Bool, seed: UInt64) -> [UInt8] {
        var random = SeededRandom(seed: seed)
        let vocabulary = distinct(30_000, &random)
        var text: [UInt8] = []
        for number in 0..<words {
            let rank = Self.rank(vocabulary.count, &random)
            text += vocabulary[rank]
            if isAccented, number % 8 == 0 { text += "é".utf8 }
            text += number % 12 == 11 ? [0x2C, 0x20] : [0x20]
        }
        return text
    }

    /// As likely to be in 1..<2 as in 2..<4 or in 4..<8: a power of two by the bits of a number, and what is below it.
    private static func rank(_ count: Int, _ random: inout SeededRandom) -> Int {
        let bits = Int.random(in: 0..<(Int.bitWidth - count.leadingZeroBitCount), using: &random)
        return min(count - 1, Int.random(in: (1 << bits)..<(2 << bits), using: &random) - 1)
    }
}
