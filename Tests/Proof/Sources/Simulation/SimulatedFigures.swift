/// What histories were made of.
package struct SimulatedFigures: Equatable, Sendable {
    package var histories = 0
    package var commits = 0
    package var merges = 0
    package var faults = 0
    package var crashes = 0
    /// Answers of readers compared with what they must be.
    package var looks = 0

    package init() {}

    package static func += (one: inout SimulatedFigures, other: SimulatedFigures) {
        one.histories += other.histories
        one.commits += other.commits
        one.merges += other.merges
        one.faults += other.faults
        one.crashes += other.crashes
        one.looks += other.looks
    }
}

extension SimulatedFigures: CustomStringConvertible {
    package var description: String {
        "\(histories) histories: \(commits) commits, \(merges) merges, \(faults) faults met, \(crashes) crashes, \(looks) answers compared"
    }
}

/// A history in which something was lost, mixed up or refused that should not have been.
package struct BrokenHistory: Error, CustomStringConvertible {
    package let seed: UInt64
    package let step: Int
    package let reason: String

    package var description: String { "seed \(seed), step \(step): \(reason)" }
}
