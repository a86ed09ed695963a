/// Unpacking blocks of 128 values of each width, and of one with patches, beside a copy of the 512 bytes that they become.
struct Decoding {
    /// Each width that has a loop of its own must reach this part of the copy's speed. A sound build reaches three times as much or
    /// more; the loop that serves all other widths, measured as well, shows what one that is not specialised reaches.
    static let leastShare = 0.15
    private static let unrolledWidths = 0...20
    /// So few that what is read and what is written stays in the nearest cache.
    private static let blocks = 32
    private static let rounds = 16

    private struct Row {
        var name: String
        var nanoseconds: Double
        var copyNanoseconds: Double
        var isGuarded = true

        var share: Double { copyNanoseconds / nanoseconds }
    }

    private let rows: [Row]

    init(_ watch: inout Stopwatch) {
        var random = SeededRandom(seed: 1)
        var rows: [Row] = []
        for width in Self.unrolledWidths { rows.append(Self.row("\(width) bits", width: width, patches: 0, &random, &watch)) }
        rows.append(Self.row("6 bits, 8 patches", width: 6, patches: 8, &random, &watch))
        var rare = Self.row("24 bits, in the loop for rare widths", width: 24, patches: 0, &random, &watch)
        rare.isGuarded = false
        self.rows = rows + [rare]
    }

    /// The widths that do not reach `leastShare`.
    var slowWidths: [String] { rows.filter { $0.isGuarded && $0.share < Self.leastShare }.map(\.name) }

    var table: String {
        var lines = ["| unpacking 128 values of | ns a block | ns a value | a copy's speed, times |", "|---|---:|---:|---:|"]
        for row in rows {
            let figures = [row.nanoseconds, row.nanoseconds / Double(PatchedBlock.count), row.share].map(Figure.text)
            lines.append("| \(row.name) | \(figures.joined(separator: " | ")) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(
        _ name: String, width: Int, patches: Int, _ random: inout SeededRandom, _ watch: inout Stopwatch
    ) -> Row {
        let count = PatchedBlock.count
        var packed: [UInt8] = []
        var plain: [UInt32] = []
        for _ in 0..<blocks {
            var values = (0..<count).map { _ in UInt32.random(in: 0..<1 << UInt32(width), using: &random) }
            for patch in 0..<patches { values[patch * 13] |= 9 << UInt32(width) }
            plain += values
            PatchedBlock.encode(&values, into: &packed)
        }
        let blockBytes = packed.count / blocks
        let output = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
        defer { output.deallocate() }
        let (decode, copy) = watch.nanoseconds(blocks * rounds) {
            packed.withUnsafeBufferPointer { packed in
                repeated { place in
                    PatchedBlock.decode(packed.baseAddress! + place * blockBytes, into: output)
                    return Int(output[place])
                }
            }
        } beside: {
            plain.withUnsafeBufferPointer { plain in
                repeated { place in
                    UnsafeMutableRawPointer(output).copyMemory(from: plain.baseAddress! + place * count, byteCount: count * 4)
                    return Int(output[place])
                }
            }
        }
        return Row(name: name, nanoseconds: decode, copyNanoseconds: copy)
    }

    @inline(__always)
    private static func repeated(_ block: (Int) -> Int) -> Int {
        var sum = 0
        for _ in 0..<rounds {
            for place in 0..<blocks { sum &+= block(place) }
        }
        return sum
    }
}
