extension SearchCursor {
    /// More hits than a client pages through.
    private static let mostHits = 1 << 48

    /// Reads a text that came from a client. - Parameter order: that of the search; nil for the order of scores.
    init(_ text: String, order: SortOrder?) throws(SearchError) {
        guard let bytes = Base64URL.bytes(text), let cursor = Self.read(bytes) else {
            throw .option(name: "after", text: "this is no cursor: it has to be the `next` of an answer, as it is")
        }
        self = cursor
        switch (place, order) {
        case (.ranked, nil): return
        case (.sorted(let fingerprint, let values), let order?):
            if fingerprint == order.fingerprint, order.takes(values) { return }
        default: break
        }
        throw .option(name: "after", text: "the cursor is that of a search in another order")
    }

    private static func read(_ bytes: [UInt8]) -> SearchCursor? {
        let count = bytes.count - 4
        guard count > 0 else { return nil }
        return bytes.withUnsafeBytes { bytes in
            let content = UnsafeRawBufferPointer(rebasing: bytes[..<count])
            let checksum = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: count, as: UInt32.self))
            guard Checksum(of: content).value == checksum else { return nil }
            var reader = ByteReader(content)
            guard let cursor = try? SearchCursor(&reader), reader.isAtEnd else { return nil }
            return cursor
        }
    }

    private init(_ reader: inout ByteReader) throws(CorruptBytes) {
        guard try reader.byte() == Self.version else { throw CorruptBytes(at: 0, "an unknown version") }
        rank = try reader.count(upTo: Self.mostHits)
        statistics = try RankingStatistics(&reader)
        switch try reader.byte() {
        case 0:
            let score = Float(bitPattern: try reader.integer())
            guard score >= 0, score.isFinite else { throw CorruptBytes(at: reader.offset, "no score") }
            let document = try reader.count(upTo: Limits.documents)
            let number = try reader.count(upTo: Limits.segmentDocuments)
            place = .ranked(
                RankedPlace(
                    score: score, document: document, segment: try reader.text(), numberInSegment: UInt32(number),
                    id: try reader.text()))
        case 1:
            let order: UInt32 = try reader.integer()
            var values: [SortPlaceValue] = []
            for _ in 0..<(try reader.count(upTo: reader.remaining)) { values.append(try SortPlaceValue(&reader)) }
            place = .sorted(order: order, values)
        default: throw CorruptBytes(at: reader.offset, "an unknown order")
        }
    }
}

extension RankingStatistics {
    fileprivate init(_ reader: inout ByteReader) throws(CorruptBytes) {
        self.init()
        for _ in 0..<(try reader.count(upTo: reader.remaining)) {
            let field = try reader.count(upTo: Limits.fields)
            fields[field] = FieldStatistics(
                documentCount: try reader.count(upTo: Limits.documents), tokenCount: try reader.varint())
        }
        for _ in 0..<(try reader.count(upTo: reader.remaining)) {
            let hash: UInt32 = try reader.integer()
            frequencies[hash] = try reader.count(upTo: Limits.documents)
        }
    }
}

extension SortPlaceValue {
    fileprivate init(_ reader: inout ByteReader) throws(CorruptBytes) {
        switch try reader.byte() {
        case 0: self = .number(try reader.integer())
        case 1: self = .bytes(Array(try reader.run(try reader.count(upTo: reader.remaining))))
        default: throw CorruptBytes(at: reader.offset, "an unknown value")
        }
    }
}

extension ByteReader {
    fileprivate mutating func text() throws(CorruptBytes) -> String {
        String(decoding: try run(try count(upTo: remaining)), as: UTF8.self)
    }
}

extension SortOrder {
    /// Whether there is a value of the right kind for each key.
    fileprivate func takes(_ values: [SortPlaceValue]) -> Bool {
        guard values.count == keys.count else { return false }
        return zip(keys, values).allSatisfy { key, value in
            switch (key.source, value) {
            case (.number, .number), (.score, .number), (.index, .number), (.keyword, .bytes), (.id, .bytes): true
            case (.keyword, .number(let number)): number == SortedSegment.missing
            default: false
            }
        }
    }
}
