/// A stream of which the beginning can be looked at before it is read.
final class PrefixedStream: ByteStream {
    private let source: any ByteStream
    private var prefix: [UInt8] = []
    private var offset = 0
    /// Kept until the prefix has been read.
    private var failure: InputFailure?

    init(_ source: any ByteStream) { self.source = source }

    /// The next `count` bytes, fewer only where the stream ends or fails. What was taken before does not come again.
    func peek(_ count: Int) -> ArraySlice<UInt8> {
        var chunk = [UInt8](repeating: 0, count: count)
        while prefix.count - offset < count, failure == nil {
            let wanted = count - (prefix.count - offset)
            let received: Int
            do throws(InputFailure) {
                received = try chunk.withUnsafeMutableBufferPointer { (buffer) throws(InputFailure) in
                    try source.read(into: UnsafeMutableBufferPointer(rebasing: buffer[..<wanted]))
                }
            } catch {
                failure = error
                break
            }
            guard received > 0 else { break }
            prefix.append(contentsOf: chunk[..<received])
        }
        return prefix[offset...].prefix(count)
    }

    /// Drops `count` bytes that have been peeked at.
    func skip(_ count: Int) { offset = min(offset + count, prefix.count) }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(InputFailure) -> Int {
        if offset < prefix.count {
            let part = prefix[offset...].prefix(buffer.count)
            _ = buffer.update(fromContentsOf: part)
            offset += part.count
            return part.count
        }
        if let failure { throw failure }
        return try source.read(into: buffer)
    }
}
