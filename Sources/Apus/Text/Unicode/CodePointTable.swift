/// A value for each code point: a two-stage table of blocks of 128, uniform blocks shared.
struct CodePointTable<Value: FixedWidthInteger & BitwiseCopyable & Sendable>: @unchecked Sendable {
    private static var blockSize: Int { 128 }
    private static var codePoints: Int { 0x110000 }

    // Written by the builder and only read afterwards; never freed.
    private let blocks: UnsafePointer<UInt16>
    private let values: UnsafePointer<Value>

    /// The value of a code point, which must be below 0x110000. O(1).
    @inline(__always)
    subscript(point: UInt32) -> Value {
        // `blocks` covers every code point, and each of its entries is a whole block of `values`.
        values[Int(blocks[Int(point &>> 7)]) &* 128 &+ Int(point & 127)]
    }

    /// Memory that lives as long as the program.
    static func immortal<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element> {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = memory.initialize(from: elements)
        return UnsafePointer(memory.baseAddress!)
    }
}

extension CodePointTable {
    /// Takes ranges in rising order; what they leave out has the value 0.
    struct Builder: ~Copyable {
        private var index = [UInt16](repeating: 0, count: codePoints / blockSize)
        private var values = [Value](repeating: 0, count: blockSize)
        private var uniform: [Value: UInt16] = [0: 0]
        /// The block that the last range ended within.
        private var openBlock = -1

        mutating func set(_ range: Range<Int>, to value: Value) {
            guard value != 0 else { return }
            var position = range.lowerBound
            while position < range.upperBound {
                let block = position / blockSize
                let end = min(range.upperBound, (block + 1) * blockSize)
                if end - position == blockSize {
                    index[block] = uniform[value] ?? appendBlock(of: value)
                    uniform[value] = index[block]
                } else {
                    if block != openBlock { index[block] = appendBlock(of: 0) }
                    openBlock = block
                    let base = (Int(index[block]) - block) * blockSize
                    for point in position..<end { values[base + point] = value }
                }
                position = end
            }
        }

        consuming func finish() -> CodePointTable {
            CodePointTable(blocks: immortal(index), values: immortal(values))
        }

        private mutating func appendBlock(of value: Value) -> UInt16 {
            values.append(contentsOf: repeatElement(value, count: blockSize))
            return UInt16(values.count / blockSize - 1)
        }
    }
}
