extension JSONParser {
    /// Reads a string whose opening quote is next.
    mutating func string() throws(JSONError) -> String {
        offset += 1
        let start = offset
        offset = JSONPlainRun.end(in: bytes, from: start)
        guard try peek() != UInt8(ascii: "\"") else {
            defer { offset += 1 }
            return decoded(slice(from: start))
        }
        return try stringWithEscapes(from: start)
    }

    /// Goes on where the first plain run of a string ended with something else than its closing quote.
    private mutating func stringWithEscapes(from start: Int) throws(JSONError) -> String {
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: slice(from: start))
        while try peek() != UInt8(ascii: "\"") {
            guard bytes[offset] == UInt8(ascii: "\\") else { throw failure(.controlCharacter) }
            try escape()
            let run = offset
            offset = JSONPlainRun.end(in: bytes, from: run)
            scratch.append(contentsOf: slice(from: run))
        }
        offset += 1
        let finished = scratch
        defer { scratch = finished }
        scratch = []
        return finished.withUnsafeBufferPointer { decoded($0) }
    }

    private mutating func escape() throws(JSONError) {
        offset += 1
        switch try peek() {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(bytes[offset])
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "u"): return try codePoint()
        default: throw failure(.badEscape)
        }
        offset += 1
    }

    /// Reads the escape of one scalar, of which `u` is next: `u00e9`, or a pair of surrogates, `ud83d\ude00`.
    private mutating func codePoint() throws(JSONError) {
        let first = try codeUnit()
        guard first & 0xFC00 == 0xD800, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
            bytes[offset + 1] == UInt8(ascii: "u")
        else { return append(first) }
        let next = offset
        offset += 1
        let second = try codeUnit()
        if second & 0xFC00 == 0xDC00 {
            append(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF)
        } else {
            append(first)
            offset = next
        }
    }

    /// Reads `u` and four hexadecimal digits.
    private mutating func codeUnit() throws(JSONError) -> UInt32 {
        offset += 1
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Self.digit(try peek()) else { throw failure(.badEscape) }
            unit = unit << 4 | digit
            offset += 1
        }
        return unit
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    /// Appends a scalar; a surrogate, which stands alone here, as U+FFFD.
    private mutating func append(_ codePoint: UInt32) {
        if let scalar = Unicode.Scalar(codePoint) {
            scratch.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
        } else {
            scratch.append(contentsOf: [0xEF, 0xBF, 0xBD])
            replacementCount += 1
        }
    }

    private mutating func decoded(_ utf8: UnsafeBufferPointer<UInt8>) -> String {
        let repaired = RepairedText(utf8)
        replacementCount += repaired.replacementCount
        return repaired.text
    }

    private func slice(from start: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[start..<offset])
    }
}
