/// The values of one field in a segment, in the order of their documents. It borrows from the segment.
package struct ColumnReader {
    /// Values, over all documents.
    package let count: Int
    /// Keywords that some document has; 0 in a column of numbers, instants or booleans.
    package let wordCount: Int
    private let part: PartReader
    private let documentCount: Int
    private let documents: PackedIntegers<UInt32>?
    /// Whether every document has exactly one value.
    package var isDense: Bool { documents == nil }
    let values: UnsafeRawBufferPointer
    let width: Int
    /// What packed values count, and the value that is 0 of them.
    let unit: UInt64
    let least: UInt64
    private let words: ByteRuns
    private let offset: Int

    /// - Parameters:
    ///   - entry: `ColumnsWriter.entryBytes` bytes of the table of fields.
    ///   - end: the offset in the content behind the last column.
    init(_ entry: UnsafeRawBufferPointer, part: PartReader, documentCount: Int, end: Int) throws(DamagedFile) {
        func number(_ place: Int) -> UInt64 {
            UInt64(littleEndian: entry.loadUnaligned(fromByteOffset: 8 + 8 * place, as: UInt64.self))
        }
        let (count, words, wordBytes, start) = (number(0), number(2), number(3), number(4))
        let isDense = entry[5] == 1
        guard [0, 1, 2, 4, 8].contains(entry[4]), entry[5] < 2, let unit = ColumnUnit(twos: entry[6], fives: entry[7]),
            isDense ? count == UInt64(documentCount) : count > 0
        else { throw part.damage(at: end, "the entry of a column makes no sense") }
        var next = start
        func section(_ count: UInt64, stride: Int) throws(DamagedFile) -> UnsafeRawBufferPointer {
            let bytes = try part.section(at: next, count: count, stride: stride, before: end)
            next += UInt64(bytes.count)
            return bytes
        }
        let numbers = try section(isDense ? 0 : count, stride: 4)
        values = try section(count, stride: Int(entry[4]))
        let ends = try section(words, stride: ByteRuns.endBytes(wordBytes))
        self.words = ByteRuns(try section(wordBytes, stride: 1), ends: ends)
        // Each fits an Int: it counts items of at least four bytes that lie within the file, or documents.
        (self.count, wordCount, offset) = (Int(count), Int(words), Int(start))
        (self.part, self.documentCount) = (part, documentCount)
        (width, self.unit, least) = (Int(entry[4]), unit.size, number(1))
        documents = isDense ? nil : PackedIntegers(numbers)
    }

    /// The document of a value.
    package func document(at index: Int) throws(DamagedFile) -> UInt32 {
        guard let documents else { return UInt32(index) }
        let document = documents[index]
        guard Int(document) < documentCount else { throw part.damage(at: offset + 4 * index, "there is no document \(document)") }
        return document
    }

    /// The bits of a value; of a keyword the number of its word, which is below `wordCount`.
    package func value(at index: Int) throws(DamagedFile) -> UInt64 {
        precondition(index >= 0 && index < count, "the index is within the column")
        let value = least &+ packed(index) &* unit
        guard wordCount == 0 || value < UInt64(wordCount) else { throw part.damage(at: offset, "there is no word \(value)") }
        return value
    }

    /// The values where every document has one; a plain value that borrows from the segment. Of keywords the numbers, unchecked.
    struct SingleValues: BitwiseCopyable {
        fileprivate let values: UnsafeRawBufferPointer
        fileprivate let width: Int
        fileprivate let unit: UInt64
        fileprivate let least: UInt64
        fileprivate let count: Int

        /// The bits of a document's value.
        @inline(__always)
        subscript(document: UInt32) -> UInt64 {
            precondition(document < count, "the document is one of the segment's")
            return least &+ ColumnReader.packed(values, width, Int(document)) &* unit
        }
    }

    /// Nil where some document has no value or several.
    var singleValues: SingleValues? {
        guard isDense else { return nil }
        return SingleValues(values: values, width: width, unit: unit, least: least, count: count)
    }

    private func packed(_ index: Int) -> UInt64 { Self.packed(values, width, index) }

    // The index was checked, and `width` bytes for each are there.
    @inline(__always)
    private static func packed(_ values: UnsafeRawBufferPointer, _ width: Int, _ index: Int) -> UInt64 {
        switch width {
        case 0: 0
        case 1: UInt64(values[index])
        case 2: UInt64(UInt16(littleEndian: values.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)))
        case 4: UInt64(UInt32(littleEndian: values.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
        default: UInt64(littleEndian: values.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
        }
    }

    /// The places of a document's values. O(log count), O(1) where every document has one.
    package func places(of document: UInt32) -> Range<Int> {
        guard Int(document) < documentCount else { return count..<count }
        guard let documents else { return Int(document)..<Int(document) + 1 }
        let start = documents.lowerBound(of: document, in: 0..<count)
        return start..<documents.lowerBound(of: document + 1, in: start..<count)
    }

    /// A keyword by its number.
    package func word(_ number: Int) throws(DamagedFile) -> UnsafeRawBufferPointer {
        precondition(number >= 0 && number < wordCount, "the number is that of a word")
        guard let word = words[number] else { throw part.damage(at: offset, "word \(number) is outside the words") }
        return word
    }

    /// The number of the first keyword that is not below `bytes`. O(log words).
    package func wordNumber(notBelow bytes: [UInt8]) throws(DamagedFile) -> Int {
        try withUnsafeBytesTyped(of: bytes) { (bytes) throws(DamagedFile) in
            try partition(0..<wordCount) { (number) throws(DamagedFile) in bytewiseOrder(try word(number), bytes) >= 0 }
        }
    }

    /// Reads all values and words, and compares them with the order that they should have.
    func validate() throws(DamagedFile) {
        var last: (document: UInt32, value: UInt64)?
        for index in 0..<count {
            let next = (document: try document(at: index), value: try value(at: index))
            if let last, last >= next { throw part.damage(at: offset + 4 * index, "value \(index) is out of order") }
            last = next
        }
        for number in 0..<wordCount {
            let word = try word(number)
            let isInOrder = number == 0 ? true : bytewiseOrder(try self.word(number - 1), word) < 0
            guard isInOrder else {
                throw part.damage(at: offset, "word \(number) is out of order")
            }
        }
    }
}
