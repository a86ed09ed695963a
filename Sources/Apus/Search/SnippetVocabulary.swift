/// The words of a query in one field, by their term bytes: tells quickly which word a token is, if any.
struct SnippetVocabulary {
    private(set) var words: [[UInt8]] = []
    /// Places in `words` plus 1, by hash; 0 is free. A power of two, at most half full.
    private var table = [Int](repeating: 0, count: 16)

    /// The number of the word, which is added if it is new.
    mutating func number(adding word: [UInt8]) -> Int {
        if let known = word.withUnsafeBufferPointer({ number(of: $0) }) { return known }
        words.append(word)
        if words.count * 2 > table.count { grow() } else { enter(words.count - 1) }
        return words.count - 1
    }

    /// The number of the word, or nil where the query does not have it.
    func number(of word: UnsafeBufferPointer<UInt8>) -> Int? {
        var slot = Self.hash(word) & (table.count - 1)
        while table[slot] > 0 {
            if words[table[slot] - 1].elementsEqual(word) { return table[slot] - 1 }
            slot = (slot + 1) & (table.count - 1)
        }
        return nil
    }

    private mutating func grow() {
        table = [Int](repeating: 0, count: table.count * 2)
        for number in words.indices { enter(number) }
    }

    private mutating func enter(_ number: Int) {
        var slot = words[number].withUnsafeBufferPointer { Self.hash($0) } & (table.count - 1)
        while table[slot] > 0 { slot = (slot + 1) & (table.count - 1) }
        table[slot] = number + 1
    }

    /// FNV-1a (Fowler, Noll, Vo).
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash &>> 16)
    }
}
