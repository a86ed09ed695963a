import Glibc
import Testing

@testable import Apus

@Suite("Byte runs")
struct ByteRunsTests {
    private func withRuns<R>(_ bytes: UnsafeRawBufferPointer, ends: [UInt64], _ body: (ByteRuns) throws -> R) rethrows -> R {
        var table = ByteWriter()
        for end in ends {
            if ByteRuns.endBytes(UInt64(bytes.count)) == 4 { table.integer(UInt32(end)) } else { table.integer(end) }
        }
        return try table.bytes.withUnsafeBytes { try body(ByteRuns(bytes, ends: $0)) }
    }

    @Test("Runs are found by number; ends that fall or lie outside give none")
    func narrow() {
        Array("abcdef".utf8).withUnsafeBytes { bytes in
            withRuns(bytes, ends: [2, 2, 6, 5, 7]) { runs in
                #expect(runs.count == 5)
                let found: [[UInt8]?] = (0..<5).map { number in runs[number].map(Array.init) }
                let expected: [String?] = ["ab", "", "cdef", nil, nil]
                #expect(found == expected.map { text in text.map { Array($0.utf8) } })
            }
        }
    }

    @Test("From 4 GiB on, ends take eight bytes")
    func wide() throws {
        // Address space alone: no page of it is touched.
        let count = 5 << 30
        let memory = try #require(mmap(nil, count, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0))
        try #require(memory != MAP_FAILED)
        defer { munmap(memory, count) }
        let bytes = UnsafeRawBufferPointer(start: memory, count: count)
        let fourGiB = 4 << 30
        withRuns(bytes, ends: [3, UInt64(fourGiB) + 7, UInt64(count), .max]) { runs in
            let found: [Int?] = (0..<4).map { number in runs[number]?.count }
            let expected: [Int?] = [3, fourGiB + 4, count - fourGiB - 7, nil]
            #expect(found == expected)
        }
        #expect(ByteRuns.endBytes(UInt64(fourGiB) - 1) == 4)
        #expect(ByteRuns.endBytes(UInt64(fourGiB)) == 8)
    }

    @Test("Bytes are ordered as numbers, a prefix first")
    func order() {
        let runs: [[UInt8]] = [[], [0], [0, 0], [0, 1], [1], [1, 0xFF], [0x7F], [0x80], [0xFF]]
        for (place, one) in runs.enumerated() {
            for (otherPlace, other) in runs.enumerated() {
                let order = one.withUnsafeBytes { one in other.withUnsafeBytes { bytewiseOrder(one, $0) } }
                #expect(order.signum() == (place - otherPlace).signum())
            }
        }
    }
}
