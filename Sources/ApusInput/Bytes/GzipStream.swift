import CZlib

/// What a gzip file holds (RFC 1952), member after member. Zero bytes behind the last member are padding.
///
/// Holds one chunk of input and zlib's window, whatever the file says.
final class GzipStream: ByteStream {
    private let source: any ByteStream
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: InputLimits.chunkBytes)
    /// Bytes of the file in front of what lies in `input`.
    private var inputOffset = 0
    private var inputCount = 0
    private var state = State.between(members: 0)

    private enum State: Equatable {
        case between(members: Int), within(members: Int), failed(InputFailure), ended
    }

    init(_ source: any ByteStream) {
        self.source = source
        stream.initialize(to: z_stream())
        // 16 more than the window's bits: with a gzip header and trailer.
        let code = inflateInit2_(stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(code == Z_OK, "zlib starts no decompressor: \(code)")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(InputFailure) -> Int {
        while true {
            switch state {
            case .ended: return 0
            case .failed(let failure): throw failure
            case .between(let members): try begin(afterMembers: members)
            case .within(let members):
                let count = try inflate(into: buffer, member: members)
                if count > 0 { return count }
            }
        }
    }

    /// Steps into the next member, or to the end.
    private func begin(afterMembers members: Int) throws(InputFailure) {
        if members > 0 { try skipPadding() }
        guard try fill() else {
            guard members > 0 else { throw .truncatedGzip }
            state = .ended
            return
        }
        guard stream.pointee.next_in.pointee == 0x1F else { throw members == 0 ? .notGzip : .corruptGzip(offset: offset) }
        inflateReset(stream)
        state = .within(members: members)
    }

    private func skipPadding() throws(InputFailure) {
        while try fill(), stream.pointee.next_in.pointee == 0 {
            stream.pointee.next_in += 1
            stream.pointee.avail_in -= 1
        }
    }

    /// What comes out in one step, perhaps nothing; a failure comes after the bytes in front of it.
    private func inflate(into buffer: UnsafeMutableBufferPointer<UInt8>, member: Int) throws(InputFailure) -> Int {
        let hasInput = try fill()
        let capacity = min(buffer.count, InputLimits.chunkBytes)
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = UInt32(capacity)
        let code = CZlib.inflate(stream, Z_NO_FLUSH)
        let count = capacity - Int(stream.pointee.avail_out)
        switch code {
        case Z_STREAM_END: state = .between(members: member + 1)
        case Z_OK, Z_BUF_ERROR: if !hasInput, count == 0 { state = .failed(.truncatedGzip) }
        default: state = .failed(member == 0 && offset < 4 ? .notGzip : .corruptGzip(offset: offset))
        }
        return count
    }

    /// Whether there is input; reads the next chunk when all was used.
    private func fill() throws(InputFailure) -> Bool {
        if stream.pointee.avail_in > 0 { return true }
        inputOffset += inputCount
        inputCount = 0
        inputCount = try source.read(into: input)
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = UInt32(inputCount)
        return inputCount > 0
    }

    /// How many bytes of the file have been used.
    private var offset: Int { inputOffset + inputCount - Int(stream.pointee.avail_in) }
}
