/// The terms of a table in the order of the dictionary: by field, then bytewise.
enum TermSorting {
    private struct Item {
        /// The first eight bytes of the term, the first one highest.
        var prefix: UInt64
        var field: UInt16
        var record: UInt32
    }

    /// Offsets of the records in key order. O(terms · log terms); eight bytes of each term are compared at once.
    static func sorted(_ table: TermTable) -> [UInt32] {
        var items = table.records.map { record in
            let key = table.key(ofRecordAt: record)
            return Item(prefix: prefix(key), field: UInt16(truncatingIfNeeded: TermKey.field(key)), record: record)
        }
        items.sort { one, other in
            if one.field != other.field { return one.field < other.field }
            if one.prefix != other.prefix { return one.prefix < other.prefix }
            return TermDictionaryReader.compare(table.key(ofRecordAt: one.record), table.key(ofRecordAt: other.record)) < 0
        }
        return items.map(\.record)
    }

    private static func prefix(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var prefix: UInt64 = 0
        for index in 2..<10 { prefix = prefix << 8 | (index < key.count ? UInt64(key[index]) : 0) }
        return prefix
    }
}
