/// Bytes that are written behind each other and emptied again and again, in memory of their own that grows to the most that was asked for.
///
/// A writer holds it as a constant, so that nothing is checked or copied for each of the many small pieces.
final class ByteBuffer {
    private var start = UnsafeMutableRawPointer.allocate(byteCount: firstCapacity, alignment: 16)
    private var capacity = firstCapacity
    private(set) var count = 0
    private static let firstCapacity = 4096

    deinit { start.deallocate() }

    var isEmpty: Bool { count == 0 }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    func removeAll() { count = 0 }

    /// Appends what is written from the address given to `body` on: at most `most` bytes, as many as it returns. Amortised O(most).
    @inline(__always)
    func append(atMost most: Int, _ body: (UnsafeMutableRawPointer) -> Int) {
        if capacity &- count < most { grow(by: most) }
        let written = body(start + count)
        precondition(written <= most, "no more is written than there was room for")
        count &+= written
    }

    func append(_ byte: UInt8) {
        append(atMost: 1) { place in
            place.storeBytes(of: byte, as: UInt8.self)
            return 1
        }
    }

    func append(_ run: UnsafeRawBufferPointer) {
        append(atMost: run.count) { place in
            if let source = run.baseAddress { place.copyMemory(from: source, byteCount: run.count) }
            return run.count
        }
    }

    private func grow(by added: Int) {
        let larger = max(2 * capacity, count + added)
        let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        moved.copyMemory(from: start, byteCount: count)
        start.deallocate()
        (start, capacity) = (moved, larger)
    }
}
