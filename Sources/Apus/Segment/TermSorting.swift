/// The terms of a table in the order of the dictionary: by field, then bytewise.
enum TermSorting {
    private struct Item {
        var prefix: UInt64
        var record: UInt32
    }

    /// Offsets of the records in key order. O(terms · log terms); eight bytes of each key are compared at once.
    static func sorted(_ table: TermTable) -> [UInt32] {
        var items = table.records.map { Item(prefix: prefix(table.key(of: table.record(at: $0))), record: $0) }
        items.sort { one, other in
            if one.prefix != other.prefix { return one.prefix < other.prefix }
            let (first, second) = (table.key(of: table.record(at: one.record)), table.key(of: table.record(at: other.record)))
            return TermDictionaryReader.compare(first, second) < 0
        }
        return items.map(\.record)
    }

    private static func prefix(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var prefix: UInt64 = 0
        for index in 0..<8 { prefix = prefix << 8 | (index < key.count ? UInt64(key[index]) : 0) }
        return prefix
    }
}
