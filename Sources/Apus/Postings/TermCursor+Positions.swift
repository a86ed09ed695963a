/// Frequencies and positions of the current document, decoded when they are asked for.
extension TermCursor {
    /// How often the term occurs in the current document.
    @inline(__always)
    package var frequency: UInt32 {
        mutating get {
            let index = rank
            return blockFrequencies[index]
        }
    }

    /// The place of the current document in its block.
    @inline(__always)
    private var rank: Int {
        mutating get { bits == nil ? place : countedPlace() }
    }

    /// In a bitset places are counted, on from the one asked for last.
    private mutating func countedPlace() -> Int {
        guard let bits else { return place }
        let bit = Int(document.rawValue &- bits.first)
        if bit != countedBits {
            if bit < countedBits { (place, countedBits) = (0, 0) }
            // Wrong bytes may hold more than a block's documents.
            place = min(place &+ bits.count(from: countedBits, to: bit), DocumentBlock.count &- 1)
            countedBits = bit
        }
        return place
    }

    /// The frequencies of the decoded block, in step with `documents`.
    @inline(__always)
    package var blockFrequencies: UnsafeMutablePointer<UInt32> {
        mutating get {
            if frequencyBytes != nil { decodeFrequencies() }
            return frequencies
        }
    }

    @inline(never)
    private mutating func decodeFrequencies() {
        guard let bytes = frequencyBytes else { return }
        frequencyBytes = nil
        PatchedBlock.decode(bytes, into: frequencies)
        for index in 0..<128 { frequencies[index] &+= 1 }
    }

    /// The current document, for the stream of positions.
    @inline(__always)
    private var streamPlace: PositionStream.Place {
        mutating get {
            let frequencies = blockFrequencies
            return PositionStream.Place(block: block, index: rank, frequencies: frequencies, isWrittenOut: bits == nil)
        }
    }

    /// The positions of the current document, rising; valid until the next call. Empty where the field keeps none.
    package mutating func positions() -> UnsafeBufferPointer<UInt32> {
        guard list.hasPositions, document != .end else { return UnsafeBufferPointer(start: nil, count: 0) }
        let place = streamPlace
        return stream.positions(of: place)
    }

    /// The positions of the current document in the lower lanes, `PositionBits.nowhere` in the others, where it has four at most; nil where
    /// `positions()` has to tell.
    mutating func fewPositions() -> SIMD4<UInt32>? {
        guard list.hasPositions, document != .end else { return nil }
        let place = streamPlace
        guard place.frequencies[place.index] <= 4 else { return nil }
        return stream.few(of: place)
    }

    /// Keeps those of the first `count` starts, which rise, behind which the term stands at `offset` in the current document.
    mutating func meetPositions(_ starts: UnsafeMutablePointer<UInt32>, _ count: Int, offset: UInt32) -> Int {
        guard list.hasPositions, document != .end, count > 0 else { return 0 }
        let place = streamPlace
        return stream.meet(starts, count, offset: offset, of: place)
    }
}
