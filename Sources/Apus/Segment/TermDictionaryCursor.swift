/// Walks a dictionary's terms in order: all of them, or from a key on.
///
/// `key` and `entry` are those of the current term; `isAtEnd` stays true once there is none.
package struct TermDictionaryCursor {
    private let dictionary: TermDictionaryReader
    private var block: Int
    private var indexInBlock = 0
    private var scan: TermBlock?
    /// The current key: field number and term.
    package private(set) var key: [UInt8] = []
    package private(set) var entry: TermEntry?

    package var isAtEnd: Bool { entry == nil }

    /// The field of the current term.
    var field: Int { Int(key[0]) << 8 | Int(key[1]) }

    /// At the first term.
    package init(_ dictionary: TermDictionaryReader) throws(CorruptBytes) {
        self.dictionary = dictionary
        block = 0
        try openBlock()
    }

    /// At the first term whose key is not below `target`.
    package init(_ dictionary: TermDictionaryReader, from target: [UInt8]) throws(CorruptBytes) {
        self.dictionary = dictionary
        block = try target.withUnsafeBufferPointer { (key) throws(CorruptBytes) in try dictionary.firstKeys.block(for: key) } ?? 0
        try openBlock()
        while !isAtEnd, key.lexicographicallyPrecedes(target) { try advance() }
    }

    package mutating func advance() throws(CorruptBytes) {
        guard entry != nil else { return }
        indexInBlock += 1
        guard indexInBlock < dictionary.terms(inBlock: block) else {
            block += 1
            return try openBlock()
        }
        let (shared, suffix) = try scan!.nextKey()
        guard shared <= key.count else { throw CorruptBytes(at: 0, "a key shares more than its forerunner has") }
        key.removeLast(key.count - shared)
        key.append(contentsOf: suffix)
        guard key.count >= TermDictionaryLayout.fieldBytes else { throw CorruptBytes(at: 0, "a key has no field") }
        entry = try scan!.nextEntry()
    }

    private mutating func openBlock() throws(CorruptBytes) {
        indexInBlock = 0
        entry = nil
        scan = nil
        guard block < dictionary.blockCount else { return }
        scan = try TermBlock(dictionary, block: block)
        key = Array(try dictionary.firstKeys[block])
        entry = try scan!.nextEntry()
    }
}
