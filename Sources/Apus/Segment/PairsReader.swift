/// Looks up the lists that `PairsWriter` wrote. Opening reads the fields' entries alone.
package final class PairsReader: Sendable {
    /// What is known of two words next to each other.
    package enum Pair {
        /// Nothing: their positions have to be looked at.
        case uncovered
        /// They are next to each other in no document.
        case absent
        /// The documents in which they are, and how often. What is read through it borrows from the reader.
        case list(PostingList)
    }

    /// Where the pairs of a field are.
    struct Field: Sendable {
        let number: Int
        let threshold: UInt64
        let wordCount: Int
        let pairCount: Int
        /// In the content.
        let table: Int

        var ranks: Int { table + wordCount * 8 }
        var rowStarts: Int { ranks + wordCount * 2 }
        var rowEnds: Int { rowStarts + wordCount * 8 }
        var seconds: Int { rowEnds + wordCount * 4 }
        var documentCounts: Int { seconds + pairCount * 2 }
        var listEnds: Int { documentCounts + pairCount * 4 }
        var end: Int { listEnds + pairCount * 4 }
    }

    let part: PartReader
    let fields: [Field]
    /// Where the entries of the fields begin, behind all lists and tables.
    let fieldsStart: Int
    private let documentCount: Int

    package init(_ part: PartReader, documentCount: Int) throws(DamagedFile) {
        let closing = try part.closingTable(stride: PairsLayout.entryBytes, documents: documentCount)
        var reader = ByteReader(closing.entries)
        var fields: [Field] = []
        do throws(CorruptBytes) {
            while !reader.isAtEnd {
                let start = reader.offset
                let number = Int(try reader.integer(UInt32.self))
                let (words, pairs) = (try reader.integer(UInt32.self), try reader.integer(UInt32.self))
                let reserved: UInt32 = try reader.integer()
                let (threshold, table): (UInt64, UInt64) = (try reader.integer(), try reader.integer())
                guard number < Limits.fields, number > fields.last?.number ?? -1, reserved == 0, words <= UInt16.max,
                    let place = Int(exactly: table), place <= closing.offset,
                    PairsLayout.tableBytes(words: Int(words), pairs: Int(pairs)) <= closing.offset - place
                else { throw CorruptBytes(at: start, "the entry of field \(number) does not fit") }
                fields.append(
                    Field(
                        number: number, threshold: threshold, wordCount: Int(words), pairCount: Int(pairs), table: place))
            }
        } catch { throw part.damage(at: closing.offset + error.offset, error.reason) }
        (self.part, self.documentCount, self.fields, fieldsStart) = (part, documentCount, fields, closing.offset)
    }

    /// Pairs that have lists.
    package var pairCount: Int { fields.reduce(0) { $0 + $1.pairCount } }

    /// What is known of two words of a field that follow each other, named by their entries. O(log words + log pairs of the first).
    package func pair(_ first: TermEntry, _ second: TermEntry, field number: Int) throws(DamagedFile) -> Pair {
        // A word of one document has no list to be named by.
        guard first.documentFrequency > 1, second.documentFrequency > 1,
            let field = fields.first(where: { $0.number == number }),
            first.phraseCost * second.phraseCost >= field.threshold,
            let firstRank = try rank(of: first, in: field), let secondRank = try rank(of: second, in: field)
        else { return .uncovered }
        let row = try row(of: firstRank, in: field)
        let seconds: PackedIntegers<UInt16> = integers(at: field.seconds, field.pairCount)
        let place = seconds.lowerBound(of: UInt16(secondRank), in: row)
        guard place < row.upperBound, Int(seconds[place]) == secondRank else { return .absent }
        return .list(try list(place, in: field, row: row, first: firstRank))
    }

    /// The pairs that begin with the word of a rank, as places among those of the field.
    func row(of rank: Int, in field: Field) throws(DamagedFile) -> Range<Int> {
        let ends: PackedIntegers<UInt32> = integers(at: field.rowEnds, field.wordCount)
        let (from, to) = (rank == 0 ? 0 : Int(ends[rank - 1]), Int(ends[rank]))
        guard from <= to, to <= field.pairCount else {
            throw part.damage(at: field.rowEnds + 4 * rank, "the pairs of a word end at \(to) of \(field.pairCount)")
        }
        return from..<to
    }

    func second(_ place: Int, in field: Field) -> Int {
        let seconds: PackedIntegers<UInt16> = integers(at: field.seconds, field.pairCount)
        return Int(seconds[place])
    }

    /// The list of the pair at a place. - Parameters: row: the pairs of its first word; first: that word's rank.
    func list(_ place: Int, in field: Field, row: Range<Int>, first: Int) throws(DamagedFile) -> PostingList {
        let (start, end) = try bounds(ofList: place, in: field, row: row, first: first)
        let documentCounts: PackedIntegers<UInt32> = integers(at: field.documentCounts, field.pairCount)
        var entry = TermEntry(
            documentFrequency: documentCounts[place], totalFrequency: UInt64(documentCounts[place]), onlyDocument: .end,
            postingsOffset: start, postingsLength: end - start, positionsOffset: 0, positionsLength: 0)
        do throws(CorruptBytes) {
            if entry.documentFrequency == 1 {
                var reader = ByteReader(UnsafeRawBufferPointer(rebasing: part.content[start..<end]))
                entry.onlyDocument = DocumentID(UInt32(try reader.count(upTo: documentCount - 1)))
                entry.totalFrequency = UInt64(try reader.count(upTo: Int(Limits.positions)))
            }
            return try PostingList(
                entry, postings: part.content, positions: UnsafeRawBufferPointer(start: nil, count: 0),
                documentLimit: UInt32(documentCount))
        } catch { throw part.damage(at: start, error.reason) }
    }

    func bounds(ofList place: Int, in field: Field, row: Range<Int>, first: Int) throws(DamagedFile) -> (Int, Int) {
        let starts: PackedIntegers<UInt64> = integers(at: field.rowStarts, field.wordCount)
        let ends: PackedIntegers<UInt32> = integers(at: field.listEnds, field.pairCount)
        let from = place == row.lowerBound ? 0 : ends[place - 1]
        guard starts[first] <= UInt64(field.table), from <= ends[place],
            UInt64(ends[place]) <= UInt64(field.table) - starts[first]
        else { throw part.damage(at: field.listEnds + 4 * place, "the list of a pair is outside the file's lists") }
        // Both are at most the table's place.
        return (Int(starts[first]) + Int(from), Int(starts[first]) + Int(ends[place]))
    }

    /// Where the list of a word of the table begins in the postings, and its rank.
    func word(at place: Int, in field: Field) -> (offset: UInt64, rank: Int) {
        let words: PackedIntegers<UInt64> = integers(at: field.table, field.wordCount)
        let ranks: PackedIntegers<UInt16> = integers(at: field.ranks, field.wordCount)
        return (words[place], Int(ranks[place]))
    }

    private func rank(of word: TermEntry, in field: Field) throws(DamagedFile) -> Int? {
        let words: PackedIntegers<UInt64> = integers(at: field.table, field.wordCount)
        let place = words.lowerBound(of: UInt64(word.postingsOffset), in: 0..<field.wordCount)
        guard place < field.wordCount, words[place] == UInt64(word.postingsOffset) else { return nil }
        let ranks: PackedIntegers<UInt16> = integers(at: field.ranks, field.wordCount)
        guard Int(ranks[place]) < field.wordCount else {
            throw part.damage(at: field.ranks + 2 * place, "rank \(ranks[place]) of \(field.wordCount) words")
        }
        return Int(ranks[place])
    }

    /// A column of a table; `init` has seen that tables are within the content.
    @inline(__always)
    private func integers<Element>(at offset: Int, _ count: Int) -> PackedIntegers<Element> {
        let bytes = count * PackedIntegers<Element>.stride
        return PackedIntegers(UnsafeRawBufferPointer(rebasing: part.content[offset..<offset + bytes]))
    }
}
