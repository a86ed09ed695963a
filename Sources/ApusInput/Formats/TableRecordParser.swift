import Apus

/// Takes the lines of one record apart into cells.
struct TableRecordParser {
    private static let quote = UInt8(ascii: "\"")

    private let separator: UInt8
    private let hasQuotes: Bool
    private var cells: [[UInt8]] = []
    private var cell: [UInt8] = []
    private(set) var isWithinQuotes = false
    /// More cells than an index has fields; those beyond are not kept.
    private(set) var hasTooManyCells = false

    init(separator: UInt8, hasQuotes: Bool) {
        self.separator = separator
        self.hasQuotes = hasQuotes
    }

    /// Takes one line; when `isWithinQuotes` afterwards, the next line belongs to the record as well.
    mutating func append(_ line: UnsafeBufferPointer<UInt8>) {
        var rest = line[...]
        if isWithinQuotes {
            cell.append(UInt8(ascii: "\n"))
            rest = quoted(rest)
        } else {
            rest = opened(rest)
        }
        while !isWithinQuotes {
            rest = bare(rest)
            guard rest.first == separator else { return }
            endCell()
            rest = opened(rest.dropFirst())
        }
    }

    /// All cells, the last one being where the last line ended.
    mutating func finished() -> [[UInt8]] {
        endCell()
        return cells
    }

    /// Drops what was read, but not where in the record that was.
    mutating func forget() {
        cells = []
        cell = []
    }

    /// Reads a quoted cell where one begins.
    private mutating func opened(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
        guard hasQuotes, rest.first == Self.quote else { return rest }
        isWithinQuotes = true
        return quoted(rest.dropFirst())
    }

    /// Reads up to the quote that closes the cell, or up to the line's end.
    private mutating func quoted(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
        var rest = rest
        while let end = rest.firstIndex(of: Self.quote) {
            cell.append(contentsOf: rest[..<end])
            rest = rest[(end + 1)...]
            guard rest.first == Self.quote else {
                isWithinQuotes = false
                return rest
            }
            cell.append(Self.quote)
            rest.removeFirst()
        }
        cell.append(contentsOf: rest)
        return rest.suffix(0)
    }

    /// Reads up to the next separator, or up to the line's end, of which a CR is a part.
    private mutating func bare(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
        let end = rest.firstIndex(of: separator) ?? rest.endIndex
        let run = rest[..<end]
        cell.append(contentsOf: end == rest.endIndex && run.last == UInt8(ascii: "\r") ? run.dropLast() : run)
        return rest[end...]
    }

    private mutating func endCell() {
        hasTooManyCells = hasTooManyCells || cells.count == Limits.fields
        if !hasTooManyCells { cells.append(cell) }
        cell.removeAll(keepingCapacity: true)
    }
}
