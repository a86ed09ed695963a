import Glibc

/// The lines of a stream, one after the other, without the LF that ends them.
final class LineReader {
    enum Line {
        /// Valid until the next line is read.
        case bytes(UnsafeBufferPointer<UInt8>)
        /// Longer than allowed; its bytes are gone.
        case tooLong
    }

    private let source: any ByteStream
    private let maximumBytes: Int
    private var buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: InputLimits.chunkBytes)
    private var capacity = InputLimits.chunkBytes
    /// Bytes from here on have not been handed out.
    private var start = 0
    /// Bytes in front of this one hold no LF.
    private var scanned = 0
    private var end = 0
    private var isAtEnd = false
    /// The number of the line that was read last, counted from 1.
    private(set) var number = 0

    init(_ source: any ByteStream, maximumBytes: Int = InputLimits.documentBytes) {
        self.source = source
        self.maximumBytes = maximumBytes
    }

    deinit { buffer.deallocate() }

    /// The next line, or nil at the end. What is left of a line when the stream fails is dropped.
    func next() throws(InputFailure) -> Line? {
        var isTooLong = false
        while true {
            if let lineEnd = findLineEnd() {
                return line(upTo: lineEnd, next: lineEnd + 1, isTooLong: isTooLong)
            }
            if end - start > maximumBytes {
                isTooLong = true
                (start, scanned, end) = (0, 0, 0)
            }
            if try fill() { continue }
            guard start < end || isTooLong else { return nil }
            return line(upTo: end, next: end, isTooLong: isTooLong)
        }
    }

    private func line(upTo lineEnd: Int, next: Int, isTooLong: Bool) -> Line {
        let bytes = UnsafeBufferPointer(start: buffer + start, count: lineEnd - start)
        start = next
        scanned = next
        number += 1
        return isTooLong || bytes.count > maximumBytes ? .tooLong : .bytes(bytes)
    }

    private func findLineEnd() -> Int? {
        guard let found = memchr(buffer + scanned, 0x0A, end - scanned) else {
            scanned = end
            return nil
        }
        return UnsafeRawPointer(found) - UnsafeRawPointer(buffer)
    }

    private func fill() throws(InputFailure) -> Bool {
        if isAtEnd { return false }
        makeRoom()
        let count = try source.read(into: UnsafeMutableBufferPointer(start: buffer + end, count: capacity - end))
        end += count
        isAtEnd = count == 0
        return count > 0
    }

    /// Moves what is left to the front, and doubles the buffer when it is full of one line.
    private func makeRoom() {
        if start > 0 {
            let rest = end - start
            memmove(buffer, buffer + start, rest)
            (start, scanned, end) = (0, scanned - start, rest)
        }
        guard end == capacity else { return }
        // Lines have a maximum, so the doubling ends.
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity)
        memcpy(larger, buffer, end)
        buffer.deallocate()
        buffer = larger
        capacity *= 2
    }
}
