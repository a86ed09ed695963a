/// What a sorted search reads of one segment: the columns of the keys, and the ids.
struct SortedSegment {
    /// The value of a document without the field: it ranks behind all others, in either direction.
    static let missing = UInt64.max

    private let columns: [ColumnReader?]
    private let ids: DocumentIDsReader
    private let indexNumber: UInt64
    let order: SortOrder
    /// The values of the first key, where these are numbers and every document has one.
    let firstNumbers: ColumnReader.SingleValues?
    private let firstIsDescending: Bool

    init(_ view: Snapshot.SegmentView, _ order: SortOrder) throws(IndexError) {
        let segment = view.reader
        var columns: [ColumnReader?] = []
        for key in order.keys {
            switch key.source {
            case .number(let field), .keyword(let field): columns.append(try segment.column(ofField: field))
            case .score, .id, .index: columns.append(nil)
            }
        }
        (self.columns, self.order, ids) = (columns, order, segment.ids)
        indexNumber = UInt64(view.indexNumber)
        if case .number = order.keys[0].source { firstNumbers = columns[0]?.singleValues } else { firstNumbers = nil }
        firstIsDescending = order.keys[0].isDescending
    }

    /// What `value(ofKey:document:)` is for the first key, where `firstNumbers` has this value.
    @inline(__always)
    func firstKey(of value: UInt64) -> UInt64 { firstIsDescending ? Self.missing &- 1 &- value : value }

    /// A document's value of a key as a number that rises in the order of the key; of a keyword the number of its word, which rises
    /// with the word. O(log values of the field).
    func value(ofKey key: Int, document: UInt32) throws(DamagedFile) -> UInt64 {
        guard let column = columns[key] else { return order.keys[key].source == .index ? indexNumber : Self.missing }
        let places = column.places(of: document)
        guard !places.isEmpty else { return Self.missing }
        let isDescending = order.keys[key].isDescending
        let value = try column.value(at: isDescending ? places.upperBound - 1 : places.lowerBound)
        // No value is `missing`, and none becomes it.
        if case .number = order.keys[key].source, isDescending { return Self.missing &- 1 &- value }
        return value
    }

    /// A score as a number that rises in the order of the key.
    static func value(ofScore score: Float, isDescending: Bool) -> UInt64 {
        UInt64(isDescending ? ~score.bitPattern : score.bitPattern)
    }

    /// A keyword by its number.
    func word(ofKey key: Int, _ number: UInt64) throws(DamagedFile) -> UnsafeRawBufferPointer {
        guard let column = columns[key], number < UInt64(column.wordCount) else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return try column.word(Int(number))
    }

    func id(of document: UInt32) throws(DamagedFile) -> UnsafeRawBufferPointer { try ids.bytes(of: document) }
}
