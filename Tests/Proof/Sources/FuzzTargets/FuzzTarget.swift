/// Something that reads bytes from outside, to be tried on any bytes at all: it must come back, with its own typed error at most.
package struct FuzzTarget: Sendable {
    /// What `scripts/fuzz` calls it.
    package let name: String
    /// One line on what is read.
    package let summary: String
    /// Small sound inputs to begin with, the same each time.
    package let seeds: @Sendable () throws -> [[UInt8]]
    /// Reads one input. Throws where a promise is broken; what is worse traps or is seen by a sanitizer.
    package let run: @Sendable (UnsafeRawBufferPointer) throws -> Void

    init(
        _ name: String, _ summary: String, seeds: @escaping @Sendable () throws -> [[UInt8]],
        run: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void
    ) {
        self.name = name
        self.summary = summary
        self.seeds = seeds
        self.run = run
    }

    /// Every target, from the bytes of files to those of a socket.
    package static let all: [FuzzTarget] = [
        .bytes, .blocks, .positions, .lists, .dictionary, .pairs, .neighbours, .norms, .ids, .columns, .stored, .deletions,
        .sources,
        .manifest,
        .segment, .merge, .tokens, .json, .lines, .tables, .files, .query, .patterns, .requests, .replies, .service,
    ]

    /// The target of that name.
    package static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// A promise that some input broke.
package struct BrokenPromise: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

/// Throws unless the promise is kept.
func promise(_ isKept: Bool, _ text: @autoclosure () -> String) throws {
    if !isKept { throw BrokenPromise(text()) }
}
