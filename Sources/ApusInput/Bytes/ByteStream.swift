/// Bytes that come one after the other and only once.
///
/// Streams are stacked: a file, then what undoes its compression, then what makes UTF-8 of it. One thread uses a stack.
protocol ByteStream: AnyObject {
    /// Puts at least one byte into `buffer`, which is not empty, and tells how many; 0 at the end, and from then on.
    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(InputFailure) -> Int
}
