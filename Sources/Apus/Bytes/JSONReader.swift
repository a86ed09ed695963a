/// Reads JSON texts (RFC 8259, nothing beside it) from UTF-8 bytes.
///
/// One reader serves any number of texts, one after the other. Invalid UTF-8 in strings and lone surrogates among their escapes
/// become U+FFFD and are counted. Integers beyond 64 bits become doubles.
package struct JSONReader: Sendable {
    /// Arrays and objects may lie this deep within each other.
    package let maximumDepth: Int
    /// How many U+FFFD had to be put in place of something, over all texts read so far.
    package private(set) var replacementCount = 0
    private var scratch: [UInt8] = []

    package init(maximumDepth: Int = Limits.jsonDepth) {
        self.maximumDepth = maximumDepth
    }

    /// Reads one text that takes up all of `bytes`, white space around it apart. O(bytes).
    package mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes, maximumDepth: maximumDepth, scratch: scratch)
        scratch = []
        defer {
            replacementCount += parser.replacementCount
            scratch = parser.scratch
        }
        return try parser.text()
    }

    /// Reads one text from an array, as above.
    package mutating func read(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { (bytes) throws(JSONError) in try read(bytes) }
    }

    /// Reads one text from a string, as above.
    package mutating func read(_ text: String) throws(JSONError) -> JSONValue {
        try read(Array(text.utf8))
    }
}
