/// What the fast path of the tokeniser needs to know of a byte: a letter's or digit's folded form, or what else it is.
struct ASCIITable: @unchecked Sendable {
    static let separator: UInt8 = 0
    /// Not ASCII.
    static let foreign: UInt8 = 1
    /// `.` and `'`: between two letters or two digits.
    static let midNumberLetter: UInt8 = 2
    /// `,` and `;`: between two digits.
    static let midNumber: UInt8 = 3
    /// From here on a byte is a letter or digit, folded.
    static let firstWordByte = UInt8(ascii: "0")
    private static let firstLetter = UInt8(ascii: "a")

    static let shared = ASCIITable()

    // Written here and only read afterwards; lives as long as the process.
    let bytes: UnsafePointer<UInt8>

    private init() {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        for byte in 0..<256 { table[byte] = byte < 128 ? Self.separator : Self.foreign }
        for digit in UInt8(ascii: "0")...UInt8(ascii: "9") { table[Int(digit)] = digit }
        for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
            table[Int(letter)] = letter
            table[Int(letter) - 32] = letter
        }
        for mark in ".'".utf8 { table[Int(mark)] = Self.midNumberLetter }
        for mark in ",;".utf8 { table[Int(mark)] = Self.midNumber }
        bytes = UnsafePointer(table)
    }

    /// Whether a mark joins what stands before and after it (WB6, WB7, WB11, WB12), all given by their places in the table.
    @inline(__always)
    static func joins(_ before: UInt8, _ mark: UInt8, _ after: UInt8) -> Bool {
        if after >= firstLetter { return before >= firstLetter && mark == midNumberLetter }
        return after >= firstWordByte && before >= firstWordByte && before < firstLetter
    }
}
