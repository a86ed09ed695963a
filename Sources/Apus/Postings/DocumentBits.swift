/// The bitset of a block whose documents lie close together, borrowed from the list; see `DocumentBlock`.
///
/// Words are read whole: behind every block lie the list's skips, which are longer than a word.
package struct DocumentBits: BitwiseCopyable {
    private let bytes: UnsafeRawPointer
    /// The document of bit 0.
    package let first: UInt32
    /// Bits, the last of which is the block's last document.
    package let range: Int

    init(_ bytes: UnsafePointer<UInt8>, first: UInt32, range: Int) {
        self.bytes = UnsafeRawPointer(bytes)
        self.first = first
        self.range = range
    }

    /// 64 documents from bit `64 × word` on.
    @inline(__always)
    package func word(_ word: Int) -> UInt64 {
        let bits = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: word &* 8, as: UInt64.self))
        let left = range &- word &* 64
        return left >= 64 ? bits : bits & ((1 &<< UInt64(truncatingIfNeeded: left)) &- 1)
    }

    package var wordCount: Int { (range &+ 63) &>> 6 }

    /// Whether the document is there. It must be one of the block's range.
    @inline(__always)
    func contains(_ document: UInt32) -> Bool {
        let bit = Int(document &- first)
        return bytes.load(fromByteOffset: bit &>> 3, as: UInt8.self) &>> UInt8(truncatingIfNeeded: bit & 7) & 1 != 0
    }

    /// The first document not below `target`, which lies in the block's range; nil where there is none.
    @inline(__always)
    func next(_ target: UInt32) -> UInt32? {
        let bit = Int(target &- first)
        var index = bit &>> 6
        var bits = word(index) &>> UInt64(truncatingIfNeeded: bit & 63)
        if bits != 0 { return target &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount) }
        index &+= 1
        while index < wordCount {
            bits = word(index)
            if bits != 0 { return first &+ UInt32(truncatingIfNeeded: index &* 64 &+ bits.trailingZeroBitCount) }
            index &+= 1
        }
        return nil
    }

    /// How many documents stand at the bits from `start` up to, but not at, `end`, which is one of the block.
    @inline(__always)
    func count(from start: Int, to end: Int) -> Int {
        var index = start &>> 6
        let last = end &>> 6
        let below = (UInt64(1) &<< UInt64(truncatingIfNeeded: end & 63)) &- 1
        var bits = word(index) & (~0 &<< UInt64(truncatingIfNeeded: start & 63))
        var count = 0
        while index < last {
            count &+= bits.nonzeroBitCount
            index &+= 1
            bits = word(index)
        }
        return count &+ (bits & below).nonzeroBitCount
    }

    /// The bits from one on, the lowest first: 56 or more, of which those behind the block's last are anything.
    @inline(__always)
    private func bits(from bit: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self)) &>> UInt64(bit & 7)
    }

    /// Writes the documents out that this and another bitset hold from one document through another, which lie in both ranges, and how
    /// many of this block stand before each. Returns how many there are: 128 at most, as wrong bytes may hold more.
    @inline(__always)
    func meet(
        _ other: DocumentBits, from: UInt32, through: UInt32, documents: UnsafeMutablePointer<UInt32>,
        places: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var (bit, otherBit) = (Int(from &- first), Int(from &- other.first))
        var left = Int(through &- from) &+ 1
        var (base, before, found) = (from, count(from: 0, to: bit), 0)
        while left > 0 {
            let mask = (UInt64(1) &<< UInt64(truncatingIfNeeded: min(56, left))) &- 1
            let own = bits(from: bit) & mask
            var both = own & other.bits(from: otherBit)
            while both != 0 {
                let place = both.trailingZeroBitCount
                documents[found] = base &+ UInt32(truncatingIfNeeded: place)
                let rank = before &+ (own & ((both & (0 &- both)) &- 1)).nonzeroBitCount
                places[found] = UInt8(truncatingIfNeeded: rank) & 127
                found &+= 1
                if found == DocumentBlock.count { return found }
                both &= both &- 1
            }
            before &+= own.nonzeroBitCount
            (bit, otherBit, left) = (bit &+ 56, otherBit &+ 56, left &- 56)
            base &+= 56
        }
        return found
    }

    /// In ranges up to this there are so many documents in a byte that it is spread as a whole.
    private static let mostSpreadBits = 384

    /// Writes the documents out, eight places for each byte, of which the next byte's take those that are not used. `documents` has room for
    /// 8 more than it may hold.
    private func spread(into documents: UnsafeMutablePointer<UInt32>) -> Bool {
        let table = BytePlaces.shared.places
        var count = 0
        for index in 0..<wordCount {
            var bits = word(index)
            var base = first &+ UInt32(truncatingIfNeeded: index &* 64)
            while bits != 0 {
                guard count <= DocumentBlock.count else { return false }
                let byte = Int(bits & 0xFF)
                let places = unsafeBitCast(table[byte], to: SIMD8<UInt8>.self)
                let spread = SIMD8<UInt32>(truncatingIfNeeded: places) &+ SIMD8(repeating: base)
                UnsafeMutableRawPointer(documents + count).storeBytes(of: spread, as: SIMD8<UInt32>.self)
                count &+= Int(truncatingIfNeeded: table[256 &+ byte])
                base &+= 8
                bits &>>= 8
            }
        }
        // What was written behind the last one is covered again.
        for place in 0..<8 { documents[DocumentBlock.count &+ place] = .max }
        return count == DocumentBlock.count && documents[count &- 1] == first &+ UInt32(truncatingIfNeeded: range &- 1)
    }

    /// Writes the documents out; false where they are not 128 that end with the last one of the range.
    func expand(into documents: UnsafeMutablePointer<UInt32>) -> Bool {
        if range <= Self.mostSpreadBits { return spread(into: documents) }
        var count = 0
        for index in 0..<wordCount {
            var bits = word(index)
            let base = first &+ UInt32(truncatingIfNeeded: index &* 64)
            guard count &+ bits.nonzeroBitCount <= DocumentBlock.count else { return false }
            while bits != 0 {
                documents[count] = base &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount)
                bits &= bits &- 1
                count &+= 1
            }
        }
        return count == DocumentBlock.count && documents[count &- 1] == first &+ UInt32(truncatingIfNeeded: range &- 1)
    }
}
