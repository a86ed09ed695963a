import CZlib

/// Compresses runs of bytes, each by itself, in the zlib format (RFC 1950), whose Adler-32 is checked whenever a run is read.
///
/// One stream is used again and again.
package final class Deflater {
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    /// - Parameter level: zlib's, 1 (fast) to 9 (small).
    package init(level: Int32) {
        stream.initialize(to: z_stream())
        let code = deflateInit2_(
            stream, level, Z_DEFLATED, MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(code == Z_OK, "zlib starts no compressor: \(code)")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    package func compress(_ bytes: [UInt8]) -> [UInt8] {
        deflateReset(stream)
        let bound = Int(deflateBound(stream, UInt(bytes.count)))
        return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            bytes.withUnsafeBufferPointer { input in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(bound)
                let code = deflate(stream, Z_FINISH)
                precondition(code == Z_STREAM_END, "deflateBound leaves room for all: \(code)")
                count = bound - Int(stream.pointee.avail_out)
            }
        }
    }
}
