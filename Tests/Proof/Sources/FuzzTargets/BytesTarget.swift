@testable import Apus

extension FuzzTarget {
    /// `ByteReader`: each step of it is chosen by a byte of the program in front of the content.
    static let bytes = FuzzTarget("bytes", "varints, integers, counted runs and strings") {
        var writer = ByteWriter()
        for number: UInt64 in [0, 127, 128, 1 << 20, .max] { writer.varint(number) }
        writer.string("é😀")
        writer.integer(UInt32(9))
        return [[8, 0, 0, 0, 0, 0, 3, 1, 5] + writer.bytes, [2, 0, 5] + [UInt8](repeating: 0x80, count: 11)]
    } run: { bytes in
        var input = FuzzInput(bytes)
        let program = input.take(Int(input.byte()))
        let content = OwnedBytes(input.takeRest())
        try withExtendedLifetime(content) {
            try read(content.bytes, program)
            try readVarints(content.bytes)
        }
    }

    private static func read(_ content: UnsafeRawBufferPointer, _ program: [UInt8]) throws {
        var reader = ByteReader(content)
        do {
            for step in program { try advance(&reader, by: step, of: content.count) }
        } catch let error as CorruptBytes {
            try promise(0...content.count ~= error.offset, "an error at \(error.offset) of \(content.count) bytes")
        }
        try promise(0...content.count ~= reader.offset, "at \(reader.offset) of \(content.count) bytes")
    }

    private static func advance(_ reader: inout ByteReader, by step: UInt8, of count: Int) throws {
        switch step % 8 {
        case 0: _ = try reader.varint()
        case 1: _ = try reader.integer(UInt32.self)
        case 2: try touch(reader.counted())
        case 3: _ = try reader.string()
        case 4: _ = try reader.count(upTo: Int(step))
        case 5: _ = try reader.byte()
        case 6: try touch(reader.run(Int(step) - 8))
        default: try reader.seek(to: Int(step) * count / 200 - 1)
        }
    }

    /// The unchecked run of varints must stay within its bytes; what is written reads as it was.
    private static func readVarints(_ content: UnsafeRawBufferPointer) throws {
        guard let base = content.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        var run = VarintRun(base, end: base + content.count)
        var writer = ByteWriter()
        var values: [UInt32] = []
        for _ in 0...content.count {
            values.append(run.take())
            writer.varint(UInt64(values.last ?? 0))
        }
        let written = OwnedBytes(writer.bytes)
        try withExtendedLifetime(written) {
            var reader = ByteReader(written.bytes)
            for value in values { try promise(try reader.varint() == UInt64(value), "\(value) is written otherwise") }
        }
    }
}
