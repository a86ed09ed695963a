/// A block of a term dictionary while it is gathered: keys without what they share with the one before, and entries. It has room for
/// the longest block that can be, so nothing is allocated a term.
final class TermBlockBuffer {
    private static let keyBytes = TermDictionaryLayout.blockTerms * (TermDictionaryLayout.keyBytes + 2 * BytePen.longestVarint)
    private static let entryBytes = TermDictionaryLayout.blockTerms * 4 * BytePen.longestVarint

    private(set) var count = 0
    private let keyStart = UnsafeMutableRawPointer.allocate(byteCount: keyBytes, alignment: 1)
    private var keyCount = 0
    private let entryStart = UnsafeMutableRawPointer.allocate(byteCount: entryBytes, alignment: 1)
    private var entryCount = 0
    /// The key before, for what the next one shares with it.
    private let previous = UnsafeMutablePointer<UInt8>.allocate(capacity: TermDictionaryLayout.keyBytes)
    private var previousCount = 0

    deinit {
        keyStart.deallocate()
        entryStart.deallocate()
        previous.deallocate()
    }

    var keys: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: keyStart, count: keyCount) }
    var entries: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: entryStart, count: entryCount) }

    func removeAll() { (count, keyCount, entryCount) = (0, 0, 0) }

    /// Adds a term to a block that is not full. The first key of a block stands elsewhere and adds no bytes here.
    func append(_ key: UnsafeBufferPointer<UInt8>, _ entry: TermEntry) {
        precondition(
            count < TermDictionaryLayout.blockTerms && key.count <= TermDictionaryLayout.keyBytes, "a block holds no more")
        if count > 0 { append(key) }
        append(entry)
        if let start = key.baseAddress { previous.update(from: start, count: key.count) }
        previousCount = key.count
        count += 1
    }

    private func append(_ key: UnsafeBufferPointer<UInt8>) {
        let common = min(previousCount, key.count)
        var shared = 0
        while shared < common, previous[shared] == key[shared] { shared &+= 1 }
        let length = key.count - shared
        var pen = BytePen(keyStart + keyCount)
        pen.byte(UInt8(min(15, shared) << 4 | min(15, length)))
        if shared >= 15 { pen.varint(UInt64(shared - 15)) }
        if length >= 15 { pen.varint(UInt64(length - 15)) }
        if let start = key.baseAddress { pen.run(start + shared, count: key.count - shared) }
        keyCount = pen.next - keyStart
    }

    private func append(_ entry: TermEntry) {
        var pen = BytePen(entryStart + entryCount)
        let more = entry.totalFrequency - UInt64(entry.documentFrequency)
        pen.varint(UInt64(entry.documentFrequency) << 1 | (more == 0 ? 0 : 1))
        if more > 0 { pen.varint(more - 1) }
        pen.varint(entry.documentFrequency == 1 ? UInt64(entry.onlyDocument.rawValue) : UInt64(entry.postingsLength))
        pen.varint(UInt64(entry.positionsLength))
        entryCount = pen.next - entryStart
    }
}
