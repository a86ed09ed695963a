import CZlib

/// Undoes `Deflater` and compares the run's Adler-32. Whatever the bytes are, no more than the expected length comes out.
///
/// No window is allocated, because each run is inflated in one call; so making one costs less than a microsecond.
package final class Inflater {
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    package init() {
        stream.initialize(to: z_stream())
        let code = inflateInit2_(stream, MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(code == Z_OK, "zlib starts no decompressor: \(code)")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// The run's `length` bytes, or nil where the bytes are not such a run.
    package func inflate(_ bytes: UnsafeRawBufferPointer, length: Int) -> [UInt8]? {
        guard bytes.count <= Int(UInt32.max), length <= Int(UInt32.max), let base = bytes.baseAddress else { return nil }
        inflateReset(stream)
        var isWhole = false
        let output = [UInt8](unsafeUninitializedCapacity: max(1, length)) { output, count in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: base.assumingMemoryBound(to: UInt8.self))
            stream.pointee.avail_in = UInt32(bytes.count)
            stream.pointee.next_out = output.baseAddress
            stream.pointee.avail_out = UInt32(length)
            let code = CZlib.inflate(stream, Z_FINISH)
            isWhole = code == Z_STREAM_END && stream.pointee.avail_out == 0 && stream.pointee.avail_in == 0
            count = length - Int(stream.pointee.avail_out)
        }
        return isWhole ? output : nil
    }
}
