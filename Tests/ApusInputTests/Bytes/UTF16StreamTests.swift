import Testing

@testable import ApusInput

@Suite struct UTF16StreamTests {
    private func decode(_ bytes: [UInt8], isBigEndian: Bool = true, chunk: Int = 1) -> (text: String, replacements: Int) {
        let stream = UTF16Stream(ChunkedStream(bytes, chunk: chunk), isBigEndian: isBigEndian)
        return (String(decoding: stream.drain(buffer: 3).bytes, as: UTF8.self), stream.replacementCount)
    }

    @Test("text comes out as it went in, in both byte orders and whatever pieces", arguments: [true, false], [1, 2, 3, 100])
    func text(isBigEndian: Bool, chunk: Int) {
        let text = "Aé€😀\0ſ\r\n" + String(repeating: "中文", count: 50)
        let bytes = text.utf16.flatMap { isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(decode(bytes, isBigEndian: isBigEndian, chunk: chunk) == (text, 0))
    }

    @Test(
        "surrogates that stand alone and half a unit at the end become U+FFFD",
        arguments: [
            ([0xD8, 0x3D], "\u{FFFD}", 1), ([0xDE, 0x00], "\u{FFFD}", 1), ([0xD8, 0x3D, 0, 0x41], "\u{FFFD}A", 1),
            ([0xD8, 0x3D, 0xD8, 0x3D, 0xDE, 0x00], "\u{FFFD}😀", 1), ([0, 0x41, 0], "A\u{FFFD}", 1),
            ([0xD8, 0x3D, 0], "\u{FFFD}\u{FFFD}", 2), ([], "", 0),
        ] as [([UInt8], String, Int)])
    func damage(bytes: [UInt8], text: String, count: Int) {
        #expect(decode(bytes) == (text, count))
    }
}
