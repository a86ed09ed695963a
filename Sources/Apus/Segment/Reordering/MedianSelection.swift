/// Parts keys at a place so that those before it are not above those behind it (FIND: Hoare, Algorithm 65, 1961), with the middle of
/// three as pivot, and sorted where that goes wrong too often (Musser, Introspective Sorting and Selection, 1997).
enum MedianSelection {
    private static let sortedCount = 32

    /// - Parameter keys: each once. O(count), O(count · log count) at worst.
    static func part(_ keys: UnsafeMutableBufferPointer<UInt64>, at place: Int) {
        var rounds = 2 * (Int.bitWidth - keys.count.leadingZeroBitCount)
        var (low, high) = (0, keys.count)
        while high - low > sortedCount, rounds > 0 {
            rounds -= 1
            let middle = parted(keys, low, high)
            if place < middle { high = middle } else { low = middle }
        }
        var rest = UnsafeMutableBufferPointer(rebasing: keys[low..<high])
        rest.sort()
    }

    /// Puts keys below the pivot before all others; returns where those begin, which is neither the start nor the end.
    private static func parted(_ keys: UnsafeMutableBufferPointer<UInt64>, _ start: Int, _ end: Int) -> Int {
        let pivot = middle(keys[start], keys[start + (end - start) / 2], keys[end - 1])
        var (low, high) = (start, end - 1)
        // The least and the greatest of the three stop the loops at the ends.
        while true {
            while keys[low] < pivot { low += 1 }
            while keys[high] > pivot { high -= 1 }
            guard low < high else { return low }
            keys.swapAt(low, high)
            low += 1
            high -= 1
        }
    }

    private static func middle(_ one: UInt64, _ other: UInt64, _ third: UInt64) -> UInt64 {
        max(min(one, other), min(max(one, other), third))
    }
}
