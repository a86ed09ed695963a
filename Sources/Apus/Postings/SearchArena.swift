/// Memory for the cursors of one search: handed out piece by piece, given back all at once.
///
/// Cursors are plain values that borrow from it, so whoever runs a search keeps the arena, and the snapshot, alive until
/// the last cursor is gone. One thread uses it at a time, though not always the same (`SearchArenaPool`).
package final class SearchArena: @unchecked Sendable {
    /// Bytes that are asked for at a time.
    static let chunkBytes = 64 << 10
    private var chunks: [UnsafeMutableRawPointer] = []

    /// Where the next piece begins, and what is left of its chunk.
    private struct Place {
        var next: UnsafeMutableRawPointer?
        var left = 0
    }

    /// Behind a pointer: exclusive access to a class's own variables is checked at run time, which takes longer than the piece.
    private let place = UnsafeMutablePointer<Place>.allocate(capacity: 1)
    /// Bytes of the chunk that is kept for the next user.
    private(set) var firstBytes = 0
    private var kept: UnsafeMutableRawBufferPointer?
    /// The first thing found wrong in a list; the search that finds it set gives no answer from it.
    package private(set) var damage: Damage?

    /// Where a list is not what its format demands.
    package struct Damage {
        package var address: UnsafeRawPointer
        package var reason: String
    }

    package init() { place.initialize(to: Place()) }

    deinit {
        for chunk in chunks { chunk.deallocate() }
        kept?.deallocate()
        place.deallocate()
    }

    /// Room for `count` values, not initialised, 16-byte aligned.
    package func allocate<T: BitwiseCopyable>(_ type: T.Type = T.self, count: Int) -> UnsafeMutablePointer<T> {
        let bytes = (count * MemoryLayout<T>.stride + 15) & ~15
        if bytes > place.pointee.left { addChunk(atLeast: bytes) }
        let piece = place.pointee.next!
        place.pointee = Place(next: piece + bytes, left: place.pointee.left - bytes)
        return piece.bindMemory(to: T.self, capacity: count)
    }

    /// Zeroes that stay the arena's and are there again for the next: their only user leaves them as it found them.
    package func zeroes(byteCount: Int) -> UnsafeMutableRawPointer {
        if let kept, kept.count >= byteCount { return kept.baseAddress! }
        kept?.deallocate()
        let made = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 64)
        made.initializeMemory(as: UInt8.self, repeating: 0)
        kept = made
        return made.baseAddress!
    }

    /// Takes everything back for the next user. No cursor may be left; what was reported stays.
    package func reuse() {
        while chunks.count > 1 { chunks.removeLast().deallocate() }
        place.pointee = Place(next: chunks.first, left: firstBytes)
    }

    package func report(_ reason: String, at address: UnsafeRawPointer) {
        if damage == nil { damage = Damage(address: address, reason: reason) }
    }

    private func addChunk(atLeast bytes: Int) {
        let size = max(bytes, Self.chunkBytes)
        let chunk = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        chunks.append(chunk)
        if chunks.count == 1 { firstBytes = size }
        place.pointee = Place(next: chunk, left: size)
    }
}
