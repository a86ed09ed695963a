/// The first index of `range` for which `isReached` holds, when it holds for all behind it too; else the end. O(log count).
@inline(__always)
package func partition<E: Error>(_ range: Range<Int>, _ isReached: (Int) throws(E) -> Bool) throws(E) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
        let middle = low + (high - low) / 2
        if try isReached(middle) { high = middle } else { low = middle + 1 }
    }
    return low
}
