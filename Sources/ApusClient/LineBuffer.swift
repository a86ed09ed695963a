import ApusWire
import Glibc

/// Bytes from a daemon, cut into lines.
struct LineBuffer {
    private var bytes: [UInt8] = []
    private var start = 0
    private var searched = 0

    mutating func append(_ piece: UnsafeRawBufferPointer) {
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: true)
        } else if start > 0 {
            bytes.removeSubrange(..<start)
        }
        searched = max(0, searched - start)
        start = 0
        bytes.append(contentsOf: piece)
    }

    /// The next whole line, read; nil when none is there. No byte is searched twice.
    mutating func next() throws(ReplyError) -> ReplyLine? {
        let from = max(start, searched)
        let end = bytes.withUnsafeBufferPointer { bytes -> Int? in
            guard from < bytes.count, let base = bytes.baseAddress else { return nil }
            // In bounds: from < count.
            guard let found = memchr(base + from, 0x0A, bytes.count - from) else { return nil }
            return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
        }
        guard let end else {
            searched = bytes.count
            return nil
        }
        let line = start..<end
        start = end + 1
        searched = start
        return try bytes.withUnsafeBufferPointer { (bytes) throws(ReplyError) in
            try ReplyLine(UnsafeBufferPointer(rebasing: bytes[line]))
        }
    }
}
