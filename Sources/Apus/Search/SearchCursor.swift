/// Where a page of hits ended, as a text that a client keeps and gives back for the next page.
///
///     text    = base64url(content crc32(content):u32)
///     content = version:u8 rank:varint statistics place
///     statistics = fields:varint { field:varint documents:varint tokens:varint } terms:varint { hash:u32 frequency:varint }
///     place   = 0:u8 score:f32 document:varint number:varint segment:string id:string         in the order of scores
///             / 1:u8 order:u32 values:varint { 0:u8 number:u64 / 1:u8 bytes:string }           in a sort order
///     string  = length:varint bytes
///
/// With it go the statistics that the first page was ranked by: later pages are ranked by the same, so that a document that stays keeps
/// its score, and its place among those that stay, whatever is added and deleted meanwhile.
struct SearchCursor: Equatable, Sendable {
    static let version: UInt8 = 1

    enum Place: Equatable, Sendable {
        case ranked(RankedPlace)
        case sorted(order: UInt32, [SortPlaceValue])
    }

    /// The last hit of a page in the order of scores: equal ones rank by their place in the index.
    struct RankedPlace: Equatable, Sendable {
        var score: Float
        /// Counted over its index.
        var document: Int
        var segment: String
        var numberInSegment: UInt32
        var id: String
    }

    /// Hits up to here.
    var rank: Int
    var statistics: RankingStatistics
    var place: Place

    // MARK: Text

    var text: String {
        var writer = ByteWriter()
        writer.byte(Self.version)
        writer.varint(rank)
        append(statistics, to: &writer)
        switch place {
        case .ranked(let place):
            writer.byte(0)
            writer.integer(place.score.bitPattern)
            writer.varint(place.document)
            writer.varint(UInt64(place.numberInSegment))
            writer.string(place.segment)
            writer.string(place.id)
        case .sorted(let order, let values):
            writer.byte(1)
            writer.integer(order)
            writer.varint(values.count)
            for value in values { append(value, to: &writer) }
        }
        let checksum = writer.bytes.withUnsafeBytes { Checksum(of: $0).value }
        writer.integer(checksum)
        return Base64URL.text(writer.bytes)
    }

    private func append(_ statistics: RankingStatistics, to writer: inout ByteWriter) {
        writer.varint(statistics.fields.count)
        for (field, counts) in statistics.fields.sorted(by: { $0.key < $1.key }) {
            writer.varint(field)
            writer.varint(counts.documentCount)
            writer.varint(counts.tokenCount)
        }
        writer.varint(statistics.frequencies.count)
        for (hash, frequency) in statistics.frequencies.sorted(by: { $0.key < $1.key }) {
            writer.integer(hash)
            writer.varint(frequency)
        }
    }

    private func append(_ value: SortPlaceValue, to writer: inout ByteWriter) {
        switch value {
        case .number(let number):
            writer.byte(0)
            writer.integer(number)
        case .bytes(let bytes):
            writer.byte(1)
            writer.counted(bytes)
        }
    }
}
