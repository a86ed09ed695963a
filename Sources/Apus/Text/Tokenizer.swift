/// Cuts text into words and folds them to terms, one at a time and without allocating.
///
/// Words are those of UAX #29 that hold a letter or a digit, but underscores, colons and hyphens part them. ASCII takes a fast path,
/// the hot loop of indexing: eight bytes at once, and through a table where marks join letters or the text ends. A word that touches
/// anything else is cut by `WordSegmenter` and folded by `Folding`, whose answers the fast path equals. Linear in the text, whatever
/// its bytes.
package struct Tokenizer: ~Copyable {
    private let table: UnsafePointer<UInt8>
    private let foldsAccents: Bool
    // The complete path, made when text beyond ASCII is met: its tables take a moment to unpack.
    private var segmenter: WordSegmenter?
    private var folding: Folding?
    /// The longest term, a byte that is dropped behind it, and zeros.
    private let buffer: UnsafeMutablePointer<UInt8>
    private let ownsBuffer: Bool
    private var bytes: UnsafePointer<UInt8>
    private var count = 0
    private var cursor = 0
    private var termLength = 0
    /// Where the word begins and ends in the text, in bytes.
    package private(set) var start = 0
    package private(set) var end = 0

    /// Bytes of the buffer that a tokenizer needs.
    static let bufferBytes = Limits.termBytes + 1 + 8

    package init(foldsAccents: Bool) {
        self.init(foldsAccents: foldsAccents, buffer: .allocate(capacity: Self.bufferBytes), ownsBuffer: true)
    }

    /// A tokenizer that borrows a buffer of `bufferBytes`.
    init(foldsAccents: Bool, borrowing buffer: UnsafeMutablePointer<UInt8>) {
        self.init(foldsAccents: foldsAccents, buffer: buffer, ownsBuffer: false)
    }

    private init(foldsAccents: Bool, buffer: UnsafeMutablePointer<UInt8>, ownsBuffer: Bool) {
        table = ASCIITable.shared.bytes
        self.foldsAccents = foldsAccents
        (self.buffer, self.ownsBuffer) = (buffer, ownsBuffer)
        bytes = UnsafePointer(buffer)
    }

    deinit { if ownsBuffer { buffer.deallocate() } }

    /// Starts on a text, which the caller keeps alive until the next `begin`.
    package mutating func begin(_ text: UnsafeBufferPointer<UInt8>) {
        if let base = text.baseAddress { bytes = base }
        count = text.count
        cursor = 0
    }

    /// The current word's term, at most 255 bytes; valid until `next`.
    package var term: UnsafeBufferPointer<UInt8> {
        @inline(__always) get { UnsafeBufferPointer(start: buffer, count: termLength) }
    }

    /// The same with zeros behind it.
    @inline(__always)
    var paddedTerm: PaddedTerm { PaddedTerm(start: UnsafeRawPointer(buffer), count: termLength) }

    /// Calls with each term of a text in order until it returns false.
    @inline(__always)
    mutating func forEachTerm(in text: UnsafeBufferPointer<UInt8>, _ body: (PaddedTerm) -> Bool) {
        begin(text)
        while next(), body(paddedTerm) {}
    }

    /// The same, and with each term what ends between the word before and it.
    @inline(__always)
    mutating func forEachTerm(in text: UnsafeBufferPointer<UInt8>, _ body: (PaddedTerm, TextBoundary) -> Bool) {
        begin(text)
        // Nothing is between the first word and one that ends behind it.
        var (wordStart, wordEnd) = (0, Int.max)
        while next() {
            let boundary = TextBoundary.between(bytes, count: count, from: wordStart, to: wordEnd, next: start)
            guard body(paddedTerm, boundary) else { return }
            (wordStart, wordEnd) = (start, end)
        }
    }

    /// Moves to the next word; false when there is none, and from then on.
    @inline(__always)
    package mutating func next() -> Bool {
        while cursor < count {
            let kind = table[Int(bytes[cursor])]
            if kind >= ASCIITable.firstWordByte { return asciiWord() }
            if kind == ASCIITable.foreign {
                if foreignSegment() { return true }
            } else {
                cursor &+= 1
            }
        }
        return false
    }

    /// The word at `cursor`, which is a letter or a digit of ASCII.
    @inline(__always)
    private mutating func asciiWord() -> Bool {
        start = cursor
        var length = 0
        while start &+ length &+ 8 <= count, length &+ 8 <= Limits.termBytes {
            let text = UnsafeRawPointer(bytes + (start &+ length)).loadUnaligned(as: UInt64.self)
            let chunk = ASCIIChunk(UInt64(littleEndian: text))
            UnsafeMutableRawPointer(buffer + length).storeBytes(of: chunk.folded.littleEndian, as: UInt64.self)
            length &+= chunk.count
            guard chunk.count < 8 else { continue }
            guard table[Int(bytes[start &+ length])] == ASCIITable.separator else { break }
            end = start &+ length
            cursor = end
            termLength = length
            return true
        }
        return asciiWord(from: length)
    }

    /// The rest of an ASCII word of which some bytes are in the buffer already.
    @inline(never)
    private mutating func asciiWord(from read: Int) -> Bool {
        var length = read
        var offset = start &+ read
        while true {
            while offset < count {
                let folded = table[Int(bytes[offset])]
                if folded < ASCIITable.firstWordByte { break }
                buffer[length] = folded
                length = min(length &+ 1, Limits.termBytes)
                offset &+= 1
            }
            guard offset < count else { break }
            let kind = table[Int(bytes[offset])]
            if kind == ASCIITable.separator { break }
            if kind == ASCIITable.foreign { return foreignWord() }
            guard offset &+ 1 < count else { break }
            // A mark that may join what stands on both sides of it.
            let before = table[Int(bytes[offset &- 1])], after = table[Int(bytes[offset &+ 1])]
            if after == ASCIITable.foreign { return foreignWord() }
            guard ASCIITable.joins(before, kind, after) else { break }
            buffer[length] = bytes[offset]
            length = min(length &+ 1, Limits.termBytes)
            offset &+= 1
        }
        end = offset
        cursor = offset
        setTerm(length)
        return true
    }

    private mutating func setTerm(_ length: Int) {
        termLength = length
        UnsafeMutableRawPointer(buffer + length).storeBytes(of: 0, as: UInt64.self)
    }

    /// The word at `start` by the complete path.
    @inline(never)
    private mutating func foreignWord() -> Bool {
        cursor = start
        _ = foreignSegment()
        return true
    }

    /// The segment at `cursor` by the complete path; whether it is a word that leaves a term.
    @inline(never)
    private mutating func foreignSegment() -> Bool {
        let segmenter = self.segmenter ?? makeCompletePath()
        start = cursor
        let segment = segmenter.segment(bytes, from: start, end: count)
        end = segment.end
        cursor = segment.end
        guard segment.isWord else { return false }
        start = segmenter.wordStart(bytes, from: start, end: end)
        setTerm(folding!.fold(bytes, from: start, to: end, into: buffer))
        return termLength > 0
    }

    private mutating func makeCompletePath() -> WordSegmenter {
        let made = WordSegmenter()
        segmenter = made
        folding = Folding(foldsAccents: foldsAccents)
        return made
    }
}
