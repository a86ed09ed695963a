@testable import ApusInput

/// Gives bytes out in pieces of one size, and fails at the end when it is told to.
final class ChunkedStream: ByteStream {
    private var rest: ArraySlice<UInt8>
    private let chunk: Int
    private let failure: InputFailure?

    init(_ bytes: [UInt8], chunk: Int, failure: InputFailure? = nil) {
        rest = bytes[...]
        self.chunk = chunk
        self.failure = failure
    }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(InputFailure) -> Int {
        if rest.isEmpty, let failure { throw failure }
        let part = rest.prefix(min(chunk, buffer.count))
        _ = buffer.update(fromContentsOf: part)
        rest = rest.dropFirst(part.count)
        return part.count
    }
}

extension ByteStream {
    /// All that is left, and how it ended.
    func drain(buffer size: Int = 64) -> (bytes: [UInt8], failure: InputFailure?) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: size)
        while true {
            do throws(InputFailure) {
                let count = try buffer.withUnsafeMutableBufferPointer { (buffer) throws(InputFailure) in try read(into: buffer) }
                if count == 0 { return (bytes, nil) }
                bytes += buffer[..<count]
            } catch {
                return (bytes, error)
            }
        }
    }
}
