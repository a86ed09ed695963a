/// A string made of bytes that should be UTF-8, with U+FFFD for each part that is not.
package struct RepairedText: Equatable, Sendable {
    package let text: String
    /// How many U+FFFD were put in: one for each maximal part of an ill-formed sequence (Unicode, section 3.9).
    package let replacementCount: Int

    /// O(bytes).
    package init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var text = String(decoding: bytes, as: UTF8.self)
        replacementCount = text.withUTF8 { repaired in
            // What was put in place of something differs from it: U+FFFD itself is well-formed.
            guard bytewiseOrder(UnsafeRawBufferPointer(repaired), UnsafeRawBufferPointer(bytes)) != 0 else { return 0 }
            // A U+FFFD that was there before stays one, as its first byte can only begin a sequence.
            return Self.replacementCharacters(in: repaired) - Self.replacementCharacters(in: bytes)
        }
        self.text = text
    }

    /// From an array, as above.
    package init(_ bytes: [UInt8]) {
        self = bytes.withUnsafeBufferPointer { RepairedText($0) }
    }

    private static func replacementCharacters(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        for offset in bytes.indices.dropLast(2)
        where bytes[offset] == 0xEF && bytes[offset + 1] == 0xBF && bytes[offset + 2] == 0xBD {
            count += 1
        }
        return count
    }
}
