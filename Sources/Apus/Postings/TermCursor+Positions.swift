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

    /// The current document, for what is read of its positions.
    @inline(__always)
    var streamPlace: PositionStream.Place {
        mutating get {
            let frequencies = blockFrequencies
            return PositionStream.Place(block: block, index: rank, frequencies: frequencies, isWrittenOut: bits == nil)
        }
    }

    /// The positions of the current document, rising; valid until the next call. Empty where the field keeps none.
    package mutating func positions() -> UnsafeBufferPointer<UInt32> {
        guard document != .end else { return UnsafeBufferPointer(start: nil, count: 0) }
        return positions(of: streamPlace)
    }

    /// The same of a document whose place is known already.
    mutating func positions(of place: PositionStream.Place) -> UnsafeBufferPointer<UInt32> {
        list.hasPositions ? stream.positions(of: place) : UnsafeBufferPointer(start: nil, count: 0)
    }

    /// The positions of a document that has four at most, in the lower lanes, `PositionBits.nowhere` in the others; nil where `positions(of:)` has
    /// to tell.
    mutating func fewPositions(of place: PositionStream.Place) -> SIMD4<UInt32>? {
        guard list.hasPositions, place.frequencies[place.index] <= 4 else { return nil }
        return stream.few(of: place)
    }

    /// Keeps those of the first `count` starts, which rise, behind which the term stands at `offset` in a document.
    mutating func meetPositions(
        _ starts: UnsafeMutablePointer<UInt32>, _ count: Int, offset: UInt32, of place: PositionStream.Place
    ) -> Int {
        guard list.hasPositions, count > 0 else { return 0 }
        return stream.meet(starts, count, offset: offset, of: place)
    }
}
