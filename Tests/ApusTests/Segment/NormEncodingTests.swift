import Testing

@testable import Apus

@Suite("Norm encoding")
struct NormEncodingTests {
    @Test("Lengths up to 40 are exact")
    func exact() {
        for length in 0...40 { #expect(NormEncoding.lengths[Int(NormEncoding.encode(length))] == UInt32(length)) }
    }

    @Test("Lengths decode as in Lucene's table")
    func table() {
        let lengths: [UInt32] = [
            40, 42, 44, 46, 48, 50, 52, 54, 56, 60, 64, 68, 72, 76, 80, 84, 88, 96, 104, 112, 120, 128, 136, 144, 152, 168, 184,
            200,
            216, 232, 248, 264, 280, 312, 344, 376, 408, 440, 472, 504, 536, 600, 664, 728, 792, 856, 920, 984, 1048,
        ]
        #expect(Array(NormEncoding.lengths[40..<40 + lengths.count]) == lengths)
        #expect(NormEncoding.lengths[255] == 2_013_265_944)
    }

    @Test("A length is rounded down to the nearest that has a byte")
    func rounding() {
        for length in [41, 43, 100, 1_000, 123_456, 10_000_000, Int(Int32.max)] {
            let byte = Int(NormEncoding.encode(length))
            #expect(NormEncoding.lengths[byte] <= length)
            if byte < 255 { #expect(NormEncoding.lengths[byte + 1] > length) }
        }
        #expect(NormEncoding.encode(.max) == 255)
        #expect(NormEncoding.encode(-1) == 0)
    }
}
