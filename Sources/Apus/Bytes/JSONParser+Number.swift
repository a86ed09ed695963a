extension JSONParser {
    /// Reads a number of which the sign or the first digit is next.
    mutating func number() throws(JSONError) -> JSONValue {
        let start = offset
        let isNegative = bytes[offset] == UInt8(ascii: "-")
        if isNegative { offset += 1 }
        let integer = try integerPart(isNegative: isNegative)
        let hasFraction = try fraction()
        let hasExponent = try exponent()
        if let integer, !hasFraction, !hasExponent { return .integer(integer) }
        return .number(try double(from: start))
    }

    /// Steps over the digits before the point; nil when they do not fit 64 bits.
    private mutating func integerPart(isNegative: Bool) throws(JSONError) -> Int64? {
        let start = offset
        try digits()
        guard bytes[start] != UInt8(ascii: "0") || offset == start + 1 else {
            offset = start + 1
            throw failure(.badNumber)
        }
        var value: Int64 = 0
        for byte in bytes[start..<offset] {
            // Counted downward when negative, so that the least integer fits as well.
            let digit = isNegative ? -Int64(byte & 0xF) : Int64(byte & 0xF)
            let (tenfold, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isSumTooLarge) = tenfold.addingReportingOverflow(digit)
            if isTooLarge || isSumTooLarge { return nil }
            value = sum
        }
        return value
    }

    private mutating func fraction() throws(JSONError) -> Bool {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: ".") else { return false }
        offset += 1
        try digits()
        return true
    }

    private mutating func exponent() throws(JSONError) -> Bool {
        // Bit 5 is the case of an ASCII letter.
        guard offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") else { return false }
        offset += 1
        if try [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(peek()) { offset += 1 }
        try digits()
        return true
    }

    /// Steps over one or more digits.
    private mutating func digits() throws(JSONError) {
        guard Self.isDigit(try peek()) else { throw failure(.badNumber) }
        while offset < bytes.count, Self.isDigit(bytes[offset]) { offset += 1 }
    }

    private mutating func double(from start: Int) throws(JSONError) -> Double {
        guard let value = Double(String(decoding: bytes[start..<offset], as: UTF8.self)), value.isFinite else {
            offset = start
            throw failure(.numberOutOfRange)
        }
        return value
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
