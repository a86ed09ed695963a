/// UTF-8 out of UTF-16 without its byte order mark. Surrogates that stand alone and half a code unit at the end become U+FFFD.
final class UTF16Stream: ByteStream {
    private let source: any ByteStream
    private let isBigEndian: Bool
    private(set) var replacementCount = 0
    private var input = [UInt8](repeating: 0, count: InputLimits.chunkBytes)
    /// UTF-8 that did not fit the last buffer.
    private var output: [UInt8] = []
    private var outputOffset = 0
    private var firstByte: UInt8?
    private var highSurrogate: UInt32?

    init(_ source: any ByteStream, isBigEndian: Bool) {
        self.source = source
        self.isBigEndian = isBigEndian
    }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(InputFailure) -> Int {
        while outputOffset == output.count {
            guard try refill() else { return 0 }
        }
        let part = output[outputOffset...].prefix(buffer.count)
        _ = buffer.update(fromContentsOf: part)
        outputOffset += part.count
        return part.count
    }

    private func refill() throws(InputFailure) -> Bool {
        output.removeAll(keepingCapacity: true)
        outputOffset = 0
        let count = try input.withUnsafeMutableBufferPointer { (buffer) throws(InputFailure) in try source.read(into: buffer) }
        for byte in input[..<count] { append(byte) }
        if count == 0 { finish() }
        return count > 0 || !output.isEmpty
    }

    private func append(_ byte: UInt8) {
        guard let first = firstByte else {
            firstByte = byte
            return
        }
        firstByte = nil
        append(isBigEndian ? UInt32(first) << 8 | UInt32(byte) : UInt32(byte) << 8 | UInt32(first))
    }

    private func append(_ unit: UInt32) {
        if let high = highSurrogate {
            highSurrogate = nil
            if unit & 0xFC00 == 0xDC00 { return encode(0x10000 + (high & 0x3FF) << 10 + unit & 0x3FF) }
            replace()
        }
        if unit & 0xFC00 == 0xD800 { highSurrogate = unit } else { encode(unit) }
    }

    private func encode(_ codePoint: UInt32) {
        guard let scalar = Unicode.Scalar(codePoint), let encoded = UTF8.encode(scalar) else { return replace() }
        output.append(contentsOf: encoded)
    }

    private func finish() {
        if highSurrogate != nil { replace() }
        if firstByte != nil { replace() }
        highSurrogate = nil
        firstByte = nil
    }

    private func replace() {
        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
        replacementCount += 1
    }
}
