extension TermTable {
    /// What the table knows of a term, at the start of a stretch of 64 bytes or a multiple. The term's bytes follow with zeros up to a
    /// multiple of eight; what is left is the first chunk of its stream. So a rare term is one line of the cache.
    ///
    ///     stretch = record term zeros chunk
    struct Record: BitwiseCopyable {
        /// Where the next byte goes, and where the chunk's link begins.
        var next: UInt32
        var chunkEnd: UInt32
        var lastDocument: UInt32
        var lastPosition: UInt32
        /// From the low byte up: which chunk of the stream it is, the term's length, and the field with its high byte first. So the
        /// bytes of the field stand before those of the term, as in a key of the dictionary.
        var tag: UInt32

        static let termOffset = MemoryLayout<Record>.size
        static let tagOffset = 16
        private static let stretch = 64
        private static let leastChunk = 16

        @inline(__always)
        var chunkNumber: UInt32 { tag & 0xFF }

        @inline(__always)
        var termLength: Int { Int(tag &>> 8 & 0xFF) }

        @inline(__always)
        var identity: UInt32 { tag &>> 8 }

        /// Length and field in the order of a tag.
        @inline(__always)
        static func identity(field: Int, termLength: Int) -> UInt32 {
            UInt32(truncatingIfNeeded: termLength) | UInt32(truncatingIfNeeded: field >> 8 & 0xFF) &<< 8
                | UInt32(truncatingIfNeeded: field & 0xFF) &<< 16
        }

        /// Where the first chunk begins, from the record's start.
        @inline(__always)
        static func chunkOffset(termLength: Int) -> UInt32 { UInt32(termOffset + PaddedTerm.paddedCount(termLength)) }

        /// The record, its term, and a chunk with its link.
        static func bytes(termLength: Int) -> Int {
            (Int(chunkOffset(termLength: termLength)) + leastChunk + stretch - 1) / stretch * stretch
        }
    }
}
