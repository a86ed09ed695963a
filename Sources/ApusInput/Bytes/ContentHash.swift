/// A 64-bit hash of bytes that come in parts: XXH64 with seed 0 (Collet, xxHash specification 0.1.1). Not against adversaries.
///
/// All arithmetic wraps, as the specification says.
struct ContentHash {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5
    private static let stripeBytes = 32

    private var lanes: SIMD4<UInt64> = [prime1 &+ prime2, prime2, 0, 0 &- prime1]
    private var byteCount: UInt64 = 0
    /// Fewer bytes than make a stripe.
    private var rest: [UInt8] = []

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        byteCount &+= UInt64(bytes.count)
        var bytes = bytes[...]
        if !rest.isEmpty {
            let missing = bytes.prefix(Self.stripeBytes - rest.count)
            rest.append(contentsOf: missing)
            bytes = bytes.dropFirst(missing.count)
            guard rest.count == Self.stripeBytes else { return }
            rest.withUnsafeBytes { consume($0) }
            rest.removeAll(keepingCapacity: true)
        }
        let stripes = bytes.count / Self.stripeBytes * Self.stripeBytes
        consume(UnsafeRawBufferPointer(rebasing: bytes.prefix(stripes)))
        rest.append(contentsOf: bytes.dropFirst(stripes))
    }

    private mutating func consume(_ stripes: UnsafeRawBufferPointer) {
        var lanes = lanes
        for offset in stride(from: 0, to: stripes.count, by: Self.stripeBytes) {
            for lane in 0..<4 {
                lanes[lane] = Self.round(lanes[lane], Self.word(stripes, offset + 8 * lane))
            }
        }
        self.lanes = lanes
    }

    /// The hash of all bytes so far.
    var value: UInt64 {
        var hash = byteCount < Self.stripeBytes ? Self.prime5 : mergedLanes
        hash &+= byteCount
        rest.withUnsafeBytes { bytes in
            var offset = 0
            while bytes.count - offset >= 8 {
                hash ^= Self.round(0, Self.word(bytes, offset))
                hash = Self.rotate(hash, 27) &* Self.prime1 &+ Self.prime4
                offset += 8
            }
            if bytes.count - offset >= 4 {
                let word = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
                hash ^= UInt64(word) &* Self.prime1
                hash = Self.rotate(hash, 23) &* Self.prime2 &+ Self.prime3
                offset += 4
            }
            for byte in bytes[offset...] {
                hash ^= UInt64(byte) &* Self.prime5
                hash = Self.rotate(hash, 11) &* Self.prime1
            }
        }
        hash = (hash ^ hash >> 33) &* Self.prime2
        hash = (hash ^ hash >> 29) &* Self.prime3
        return hash ^ hash >> 32
    }

    private var mergedLanes: UInt64 {
        var hash = Self.rotate(lanes[0], 1) &+ Self.rotate(lanes[1], 7) &+ Self.rotate(lanes[2], 12) &+ Self.rotate(lanes[3], 18)
        for lane in 0..<4 {
            hash = (hash ^ Self.round(0, lanes[lane])) &* Self.prime1 &+ Self.prime4
        }
        return hash
    }

    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        rotate(lane &+ word &* prime2, 31) &* prime1
    }

    private static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 { value << count | value >> (64 - count) }

    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
