import Apus

/// The records of a table.
///
/// CSV is read as RFC 4180 says, a line ended by LF or CR LF: a cell that begins with a quote goes on to its partner, over commas and
/// lines, and a doubled quote stands for one; a quote within a bare cell is a character. TSV has no quotes (as in its registration
/// with IANA): a cell is what lies between two tabs. Blank lines are no records.
final class TableRecords {
    enum Record {
        case cells([[UInt8]])
        /// The record cannot be used; the next one may.
        case failed(reason: String)
    }

    private let lines: LineReader
    private let separator: UInt8
    private let hasQuotes: Bool
    private let maximumBytes: Int
    /// The line on which the record that was read last begins, counted from 1.
    private(set) var line = 0

    init(_ stream: any ByteStream, format: InputFormat, maximumBytes: Int = InputLimits.documentBytes) {
        lines = LineReader(stream, maximumBytes: maximumBytes)
        separator = format == .tsv ? UInt8(ascii: "\t") : UInt8(ascii: ",")
        hasQuotes = format != .tsv
        self.maximumBytes = maximumBytes
    }

    /// The next record, or nil at the end.
    func next() throws(InputFailure) -> Record? {
        while let next = try lines.next() {
            line = lines.number
            guard case .bytes(let bytes) = next else { return .failed(reason: InputFailure.tooLarge.description) }
            if bytes.isEmpty || bytes.count == 1 && bytes[0] == UInt8(ascii: "\r") { continue }
            return try record(bytes)
        }
        return nil
    }

    private func record(_ first: UnsafeBufferPointer<UInt8>) throws(InputFailure) -> Record {
        var parser = TableRecordParser(separator: separator, hasQuotes: hasQuotes)
        var byteCount = first.count
        var isTooLarge = false
        parser.append(first)
        while parser.isWithinQuotes {
            guard let next = try lines.next() else { return .failed(reason: "a quote is not closed before the end") }
            guard case .bytes(let bytes) = next else { return .failed(reason: InputFailure.tooLarge.description) }
            byteCount += bytes.count + 1
            isTooLarge = isTooLarge || byteCount > maximumBytes
            // Read on, so that what follows the closing quote is not taken for a record.
            if isTooLarge { parser.forget() }
            parser.append(bytes)
        }
        if isTooLarge { return .failed(reason: InputFailure.tooLarge.description) }
        let cells = parser.finished()
        return parser.hasTooManyCells ? .failed(reason: "more than \(Limits.fields) cells") : .cells(cells)
    }
}
