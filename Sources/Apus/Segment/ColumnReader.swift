/// The values of one field in a segment, in the order of their documents. It borrows from the segment.
package struct ColumnReader {
    /// Values, over all documents.
    package let count: Int
    private let part: PartReader
    private let documentCount: Int
    private let documents: PackedIntegers<UInt32>?
    private let values: UnsafeRawBufferPointer
    private let width: Int
    private let least: UInt64
    private let wordEnds: PackedIntegers<UInt32>
    private let words: UnsafeRawBufferPointer
    private let offset: Int

    init(_ entry: UnsafeRawBufferPointer, part: PartReader, documentCount: Int, end: Int) throws(DamagedFile) {
        let flags = entry.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
        let count = entry.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        least = entry.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        let words = entry.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        let start = entry.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        let isOneEach = flags & ColumnsWriter.oneEach != 0
        width = Int(flags & 255)
        guard [0, 1, 2, 4, 8].contains(width), flags < 512, !isOneEach || count == UInt64(documentCount),
            count <= UInt64(Int.max >> 4)
        else {
            throw part.damage(at: end, "a column's entry makes no sense")
        }
        let numbers = try part.section(at: start, count: isOneEach ? 0 : count, stride: 4, before: end)
        let valueStart = start + UInt64(numbers.count)
        values = try part.section(at: valueStart, count: count, stride: width, before: end)
        let ends = try part.section(at: valueStart + UInt64(values.count), count: words, stride: 4, before: end)
        wordEnds = PackedIntegers(ends)
        let wordBytes = wordEnds.count == 0 ? 0 : UInt64(wordEnds[wordEnds.count - 1])
        self.words = try part.section(
            at: valueStart + UInt64(values.count + ends.count), count: wordBytes, stride: 1, before: end)
        documents = isOneEach ? nil : PackedIntegers(numbers)
        (self.count, self.part, self.documentCount, offset) = (Int(count), part, documentCount, Int(start))
    }

    /// The document of a value.
    package func document(at index: Int) throws(DamagedFile) -> UInt32 {
        guard let documents else { return UInt32(index) }
        let document = documents[index]
        guard Int(document) < documentCount else { throw part.damage(at: offset + 4 * index, "there is no document \(document)") }
        return document
    }

    /// The bits of a value; of a keyword the number of its word.
    package func value(at index: Int) -> UInt64 {
        precondition(index >= 0 && index < count, "the index is within the column")
        let value: UInt64 =
            switch width {
            case 0: 0
            case 1: UInt64(values[index])
            case 2: UInt64(values.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))
            case 4: UInt64(values.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
            default: values.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
            }
        return least &+ value
    }

    /// The places of a document's values. O(log count).
    package func places(of document: UInt32) -> Range<Int> {
        guard let documents else { return Int(document)..<Int(document) + 1 }
        let start = documents.lowerBound(of: document, in: 0..<count)
        return start..<documents.lowerBound(of: document + 1, in: start..<count)
    }

    /// The keyword at a place; nil in a column that holds no keywords.
    package func word(at index: Int) throws(DamagedFile) -> UnsafeRawBufferPointer? {
        guard wordEnds.count > 0 else { return nil }
        let ordinal = value(at: index)
        guard ordinal < UInt64(wordEnds.count) else { throw part.damage(at: offset, "there is no word \(ordinal)") }
        let start = ordinal == 0 ? 0 : Int(wordEnds[Int(ordinal) - 1])
        let end = Int(wordEnds[Int(ordinal)])
        guard start <= end, end <= words.count else { throw part.damage(at: offset, "word \(ordinal) is outside the words") }
        return UnsafeRawBufferPointer(rebasing: words[start..<end])
    }

    func validate() throws(DamagedFile) {
        var last: UInt32 = 0
        for index in 0..<count {
            let document = try document(at: index)
            guard document >= last else { throw part.damage(at: offset + 4 * index, "document \(document) is out of order") }
            last = document
            _ = try word(at: index)
        }
    }
}
