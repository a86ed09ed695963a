@testable import Apus

/// One history of an index: a writer, merges, readers and faults in one thread, every choice drawn from a seed.
///
/// Other processes are there between any two calls of the storage: before a call of the writer readers look, and while a merge gives
/// documents a new order the writer commits. The model is a dictionary of texts. What must hold: a reader sees the last commit or, while
/// one is made, the next; what was acknowledged is there after any crash; of what failed, all or nothing.
///
/// The engine asks for no randomness, and for the clock only where a search has a deadline, which none has here.
package final class SimulatedHistory: @unchecked Sendable {
    // Used by one thread: the storage tells of its calls on the one that writes.
    let seed: UInt64
    var dice: SimulatedDice
    var options: IndexOptions
    var disk = FaultyStorage()
    var index: Index?
    var readers: SimulatedReaders?
    /// What readers may see now; two while a commit is made, or when one failed on its way.
    var visible = [SimulatedState()]
    /// What a loss of power may leave.
    var durable = [SimulatedState()]
    var figures = SimulatedFigures()
    var step = 0
    /// What broke within a call of the storage.
    var broken: String?
    /// Every call of the storage, mixed together: the same for the same seed.
    fileprivate(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    /// Calls of the storage that the last change took until it was durable.
    var usualCalls = 0
    /// Readers look at one of so many calls.
    var looksEvery = 8
    /// Whether somebody is looking: whoever looks is not looked at.
    var isLooking = false
    /// Whether a merge runs that lets the writer commit.
    var letsCommit = false

    package init(seed: UInt64) {
        self.seed = seed
        dice = SimulatedDice(seed: seed)
        options = IndexOptions()
        options.threads = 1
        options.memory = IndexOptions.leastMemory
        options.mergesInBackground = dice.once(in: 2)
        if dice.once(in: 2) {
            options.pairs.leastMeetings = 1
            options.pairs.leastIndexBytes = 0
        }
        looksEvery = [3, 10, 40][dice.number(0...2)]
    }

    /// Lives the history through. Throws `BrokenHistory` where a promise was broken; returns what it was made of, and the digest.
    package func run() throws -> (figures: SimulatedFigures, digest: UInt64) {
        defer { disk.meanwhile.withLock { $0 = nil } }
        do {
            begin(disk)
            try open()
            for _ in 0..<dice.number(6...24) {
                step += 1
                try takeStep()
                if let broken { throw Disagreement(broken) }
            }
            try checkSound()
        } catch { throw BrokenHistory(seed: seed, step: step, reason: "\(error)") }
        figures.histories = 1
        return (figures, digest)
    }

    private func takeStep() throws {
        switch dice.number(0...9) {
        case 0...4: try commit()
        case 5: try merge()
        case 6: try reorder()
        case 7: try losePower(leaving: durable)
        case 8: try restart()
        default: try checkSound()
        }
    }

    /// Watches a disk.
    func begin(_ disk: FaultyStorage) {
        self.disk = disk
        disk.meanwhile.withLock { $0 = self }
    }
}

extension SimulatedHistory: StorageWatcher {
    func isAbout(to operation: String, _ file: String) {
        for byte in operation.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
        guard !isLooking, broken == nil, dice.once(in: looksEvery) else { return }
        isLooking = true
        defer { isLooking = false }
        do { try lookAround(operation, file) } catch { broken = "before \(operation): \(error)" }
    }
}
