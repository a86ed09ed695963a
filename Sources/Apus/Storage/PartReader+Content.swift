extension PartReader {
    /// What is wrong at an offset of the content.
    package func damage(at offset: Int, _ reason: String) -> DamagedFile { damage(CorruptBytes(at: offset, reason)) }

    /// `count` items of `stride` bytes from `offset` of the content, none of them at or behind `end`.
    package func section(at offset: UInt64, count: UInt64, stride: Int, before end: Int) throws(DamagedFile)
        -> UnsafeRawBufferPointer
    {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: UInt64(stride))
        guard !overflow, end <= content.count, offset <= UInt64(end), bytes <= UInt64(end) - offset else {
            throw damage(at: end, "\(count) × \(stride) bytes at \(offset) do not fit in front of \(end)")
        }
        // Both ends are at most `end`, so both fit an Int and lie within the content.
        return UnsafeRawBufferPointer(rebasing: content[Int(offset)..<Int(offset + bytes)])
    }

    /// The fixed-size table that ends the content, in front of `entries:u32 documents:u32`, with the offset at which it begins.
    package func closingTable(stride: Int, documents: Int) throws(DamagedFile) -> (entries: UnsafeRawBufferPointer, offset: Int) {
        let tail = content.count - 8
        guard tail >= 0 else { throw damage(at: 0, "the content is shorter than its tail") }
        let counts = PackedIntegers<UInt32>(UnsafeRawBufferPointer(rebasing: content[tail...]))
        guard Int(counts[1]) == documents else {
            throw damage(at: tail + 4, "\(counts[1]) documents, \(documents) expected")
        }
        let bytes = Int(counts[0]) * stride
        guard bytes <= tail else { throw damage(at: tail, "a table of \(counts[0]) entries does not fit") }
        return (UnsafeRawBufferPointer(rebasing: content[tail - bytes..<tail]), tail - bytes)
    }
}

extension PartWriter {
    /// The offset in the content at which the next byte will stand.
    package var contentOffset: UInt64 { UInt64(offset - Self.headerBytes) }
}
