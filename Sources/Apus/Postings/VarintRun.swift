/// Varints read from borrowed bytes, such as the position of a term that occurs once; a varint that leaves them ends the run for good.
struct VarintRun {
    private(set) var next: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    private(set) var isBroken = false

    @inline(__always)
    init(_ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
        next = start
        self.end = end
    }

    @inline(__always)
    mutating func take() -> UInt32 {
        guard next < end else {
            isBroken = true
            return 0
        }
        let first = next[0]
        if first < 0x80 {
            next += 1
            return UInt32(first)
        }
        if end - next > 1, next[1] < 0x80 {
            defer { next += 2 }
            return UInt32(first & 0x7F) | UInt32(next[1]) &<< 7
        }
        next += 1
        return takeLong(UInt32(first & 0x7F))
    }

    @inline(never)
    private mutating func takeLong(_ low: UInt32) -> UInt32 {
        var value = low
        var shift: UInt32 = 7
        while next < end, shift < 35 {
            let byte = next[0]
            next += 1
            value |= UInt32(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        isBroken = true
        return value
    }
}
