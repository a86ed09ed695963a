/// Counts the values of one field over the documents that match, segment by segment.
///
/// A document counts once for each of its values, or intervals. Memory grows with the different values.
struct FacetCounter {
    private let request: FacetRequest
    private let field: Int
    /// Nil for keywords.
    private let buckets: FacetBuckets?
    private var counts = BucketCounts()
    private var words: [[UInt8]: Int] = [:]

    init(_ request: FacetRequest, schema: Schema) throws(SearchError) {
        guard let field = schema.number(of: request.field) else {
            throw .option(name: "facet", text: "there is no field “\(request.field)”")
        }
        let type = schema.fields[field].type
        let buckets = try FacetBuckets(request.interval, of: type, field: request.field)
        (self.request, self.field, self.buckets) = (request, field, type == .keyword ? nil : buckets)
    }

    /// Counts a segment's documents. O(values of the field), or less where few documents match.
    mutating func count(_ matches: SegmentBitmap, in segment: SegmentReader, deadline: Deadline) throws(SearchError) {
        do throws(IndexError) {
            guard let column = try segment.column(ofField: field) else { return }
            do throws(DamagedFile) {
                if let buckets {
                    if let values = column.singleValues {
                        forEachDocument(of: matches, deadline) { counts.add(buckets.bucket(values[$0])) }
                    } else {
                        try forEachValue(of: column, matches, deadline, as: buckets) { counts.add($0) }
                    }
                } else {
                    try countWords(column, matches, deadline)
                }
            } catch { throw IndexError.damaged(error) }
        } catch { throw SearchError(error) }
    }

    private mutating func countWords(_ column: ColumnReader, _ matches: SegmentBitmap, _ deadline: Deadline) throws(DamagedFile) {
        var numbers = [Int](repeating: 0, count: column.wordCount)
        if let values = column.singleValues {
            var wrong: UInt32?
            forEachDocument(of: matches, deadline) { document in
                let number = values[document]
                if number < UInt64(column.wordCount) { numbers[Int(number)] += 1 } else { wrong = document }
            }
            // Says what is wrong with it.
            if let wrong { _ = try column.value(at: Int(wrong)) }
        } else {
            try forEachValue(of: column, matches, deadline, as: nil) { numbers[Int($0)] += 1 }
        }
        for (number, count) in numbers.enumerated() where count > 0 {
            if deadline.passes() { return }
            words[Array(try column.word(number)), default: 0] += count
        }
    }

    private func forEachDocument(of matches: SegmentBitmap, _ deadline: Deadline, _ body: (UInt32) -> Void) {
        for index in matches.words.indices where !deadline.passes() {
            var bits = matches.words[index]
            while bits != 0 {
                body(UInt32(index * 64 + bits.trailingZeroBitCount))
                bits &= bits - 1
            }
        }
    }

    /// The values of a document are in order, so those of one bucket come one after the other.
    private func forEachValue(
        of column: ColumnReader, _ matches: SegmentBitmap, _ deadline: Deadline, as buckets: FacetBuckets?,
        _ body: (UInt64) -> Void
    ) throws(DamagedFile) {
        var last: (document: UInt32, bucket: UInt64)?
        func take(_ place: Int, of document: UInt32) throws(DamagedFile) {
            let value = try column.value(at: place)
            let bucket = buckets?.bucket(value) ?? value
            if let last, last == (document, bucket) { return }
            last = (document, bucket)
            body(bucket)
        }
        if matches.count < column.count / Self.searchCost {
            var next = matches.next(0)
            while let document = next, !deadline.passes() {
                for place in column.places(of: document) { try take(place, of: document) }
                next = matches.next(document + 1)
            }
        } else {
            for place in 0..<column.count where !deadline.passes() {
                let document = try column.document(at: place)
                if matches.contains(document) { try take(place, of: document) }
            }
        }
    }

    /// Values that can be looked at while the places of one document are searched.
    private static let searchCost = 16

    // MARK: Result

    /// - Parameter deadline: values that were not looked at by then are not among the best.
    func result(until deadline: Deadline) -> FacetCounts {
        if let buckets {
            let all = counts.all
            let best = best(all, deadline) { $0 < $1 }
            let ordered = request.interval == nil ? best : best.sorted { $0.value < $1.value }
            return FacetCounts(
                request: request, values: ordered.map { .init(text: buckets.text($0.value), count: $0.count) },
                valueCount: all.count)
        }
        let best = best(words.lazy.map { ($0.key, $0.value) }, deadline) { $0.lexicographicallyPrecedes($1) }
        return FacetCounts(
            request: request, values: best.map { .init(text: String(decoding: $0.value, as: UTF8.self), count: $0.count) },
            valueCount: words.count)
    }

    private func best<Value>(
        _ all: some Sequence<(value: Value, count: Int)>, _ deadline: Deadline, _ precedes: @escaping (Value, Value) -> Bool
    ) -> [(value: Value, count: Int)] {
        guard request.limit > 0 else { return [] }
        var best = BestCounts(limit: request.limit, by: precedes)
        for (value, count) in all {
            if deadline.passes() { break }
            best.add(value, count)
        }
        return best.ranked(until: deadline)
    }
}
