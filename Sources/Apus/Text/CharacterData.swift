/// What the Unicode Character Database says of characters, unpacked once from `UnicodeTables` and never freed.
///
/// Two-stage tables: a block number by the code point's high bits, and in the block a value by the low seven.
struct CharacterData: @unchecked Sendable {
    // Written while `shared` is made and only read afterwards.
    private let wordBreakStages: UnsafePointer<UInt16>
    private let wordBreakBlocks: UnsafePointer<UInt8>
    private let markStages: UnsafePointer<UInt16>
    private let markBlocks: UnsafePointer<UInt16>
    private let foldStages: UnsafePointer<UInt16>
    private let foldBlocks: UnsafePointer<UInt16>
    let foldPool: UnsafePointer<UInt32>
    private let compositions: UnsafeBufferPointer<UInt32>
    private let letters: UnsafeBufferPointer<UInt32>

    static let shared = CharacterData()

    private init() {
        wordBreakStages = Self.table(UnicodeTables.wordBreakStages).baseAddress!
        wordBreakBlocks = Self.table(UnicodeTables.wordBreakBlocks).baseAddress!
        markStages = Self.table(UnicodeTables.marksStages).baseAddress!
        markBlocks = Self.table(UnicodeTables.marksBlocks).baseAddress!
        foldStages = Self.table(UnicodeTables.foldStages).baseAddress!
        foldBlocks = Self.table(UnicodeTables.foldBlocks).baseAddress!
        foldPool = Self.table(UnicodeTables.foldPool).baseAddress!
        compositions = Self.table(UnicodeTables.compositions)
        letters = Self.table(UnicodeTables.letters)
    }

    /// Word_Break class and flags. - Parameter point: below 0x110000, as all that `UTF8Scalar` decodes.
    @inline(__always)
    func wordBreak(_ point: UInt32) -> WordBreak {
        let block = Int(wordBreakStages[Int(point &>> 7)])
        return WordBreak(bits: wordBreakBlocks[block &* 128 &+ Int(point & 127)])
    }

    /// Canonical combining class, 0 for starters.
    @inline(__always)
    func combiningClass(_ point: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: mark(point)) }

    @inline(__always)
    func isNonspacingMark(_ point: UInt32) -> Bool { mark(point) & 0x100 != 0 }

    @inline(__always)
    func isLatinOrGreek(_ point: UInt32) -> Bool { mark(point) & 0x200 != 0 }

    private func mark(_ point: UInt32) -> UInt16 { markBlocks[Int(markStages[Int(point &>> 7)]) &* 128 &+ Int(point & 127)] }

    /// Where in `foldPool` the folding stands: a count and as many code points; 0 where the character folds to itself.
    @inline(__always)
    func fold(_ point: UInt32) -> Int { Int(foldBlocks[Int(foldStages[Int(point &>> 7)]) &* 128 &+ Int(point & 127)]) }

    /// What accent folding makes of a letter that has no decomposition: one or two letters, the second 0 where there is one.
    func plainLetters(_ point: UInt32) -> (UInt32, UInt32)? {
        guard point >= letters[0], point <= letters[letters.count - 3] else { return nil }
        let place = partition(0..<letters.count / 3) { letters[$0 * 3] >= point }
        return letters[place * 3] == point ? (letters[place * 3 + 1], letters[place * 3 + 2]) : nil
    }

    /// The primary composite of two characters, Hangul by rule (Unicode 3.12).
    func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
        if first &- 0x1100 < 19, second &- 0x1161 < 21 { return 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28 }
        if first &- 0xAC00 < 11172, (first - 0xAC00) % 28 == 0, second &- 0x11A8 < 27 { return first + second - 0x11A7 }
        let place = partition(0..<compositions.count / 3) { place in
            (compositions[place * 3], compositions[place * 3 + 1]) >= (first, second)
        }
        guard place * 3 < compositions.count, compositions[place * 3] == first, compositions[place * 3 + 1] == second else {
            return nil
        }
        return compositions[place * 3 + 2]
    }

    /// Decodes base64 into memory that lives as long as the process.
    private static func table<T: FixedWidthInteger>(_ text: StaticString) -> UnsafeBufferPointer<T> {
        let digits = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        let bytes = UnsafeMutableRawPointer.allocate(byteCount: digits.count / 4 * 3 + 8, alignment: 8)
        var count = 0
        var pending: UInt32 = 0
        var filled: UInt32 = 0
        for digit in digits where digit != UInt8(ascii: "=") {
            pending = pending << 6 | value(of: digit)
            filled += 6
            guard filled >= 8 else { continue }
            filled -= 8
            bytes.storeBytes(of: UInt8(truncatingIfNeeded: pending >> filled), toByteOffset: count, as: UInt8.self)
            count += 1
        }
        let size = MemoryLayout<T>.size
        return UnsafeBufferPointer(start: bytes.bindMemory(to: T.self, capacity: count / size), count: count / size)
    }

    private static func value(of digit: UInt8) -> UInt32 {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit) + 4
        case UInt8(ascii: "+"): 62
        default: 63
        }
    }
}
