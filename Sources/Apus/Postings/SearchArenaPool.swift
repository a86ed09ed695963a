/// Arenas that searches have given back, to be taken by the next ones: a few, of a chunk each. Any thread may take and give back.
package final class SearchArenaPool: Sendable {
    private static let most = 8

    private let arenas = Locked<[SearchArena]>([])

    package init() {}

    package func take() -> SearchArena { arenas.withLock { $0.popLast() } ?? SearchArena() }

    /// No cursor may be left in the arena.
    package func giveBack(_ arena: SearchArena) {
        arena.reuse()
        guard arena.damage == nil, arena.firstBytes <= SearchArena.chunkBytes else { return }
        arenas.withLock { if $0.count < Self.most { $0.append(arena) } }
    }
}
