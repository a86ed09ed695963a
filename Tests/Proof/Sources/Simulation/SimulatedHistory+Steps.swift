@testable import Apus

/// What happens to the index in one step.
extension SimulatedHistory {
    func open() throws { index = try Index(storage: disk, options: options) }

    func write(_ changes: [SimulatedState.Change], to index: Index) throws {
        try index.write { batch in
            for change in changes {
                switch change {
                case .add(let id, let text): try batch.add(Document(id: id, ["text": .string(text)]))
                case .delete(let id): try batch.delete(id: id)
                }
            }
        }
    }

    /// One commit, in one of three cases under a fault.
    func commit() throws {
        guard let index else { return }
        let changes = dice.changes()
        let (before, next) = (visible[0], visible[0].after(changes))
        if before != next { visible = [before, next] }
        try underFault {
            try write(changes, to: index)
        } acknowledged: {
            visible = [next]
            durable = [next]
            figures.commits += 1
        } failed: {
            try settle(before: before, next: next)
        }
    }

    func merge() throws {
        guard let index else { return }
        let segments = dice.number(1...3)
        try underFault {
            try index.merge(toSegments: segments)
        } acknowledged: {
            figures.merges += 1
        } failed: {
            try reopen()
        }
    }

    /// A merge into a new order, beside which the writer commits.
    func reorder() throws {
        guard let index else { return }
        letsCommit = true
        defer { letsCommit = false }
        try underFault {
            try index.merge(toSegments: 1, reordering: true)
        } acknowledged: {
            figures.merges += 1
        } failed: {
            letsCommit = false
            try reopen()
        }
    }

    /// Does something that may meet a fault; a fault that stops all calls is a crash.
    private func underFault(_ work: () throws -> Void, acknowledged: () -> Void, failed: () throws -> Void) throws {
        let fault = dice.once(in: 3) ? dice.fault() : nil
        // Half of them where the manifest is replaced, the calls whose order counts most.
        let isLate = usualCalls > 10 && dice.once(in: 2)
        disk.arm(fault, at: isLate ? usualCalls - dice.number(0...5) : dice.number(1...110))
        var failure: (any Error)?
        do { try work() } catch { failure = error }
        let isMet = disk.state.withLock { state in state.fault.map { state.calls >= $0.call } ?? false }
        if failure == nil, let last = disk.trace.lastIndex(of: "synchronize") { usualCalls = last + 1 }
        disk.arm(nil, at: 0)
        guard let failure else { return acknowledged() }
        guard isMet else { throw Disagreement("without a fault: \(failure)") }
        figures.faults += 1
        guard disk.openFiles == 0 else { throw Disagreement("\(disk.openFiles) files are left open by \(failure)") }
        if fault == .stops { try crash(before: failed) } else { try failed() }
    }

    /// The process dies; the machine goes on, or loses its power at once.
    private func crash(before failed: () throws -> Void) throws {
        index = nil
        disk.state.withLock { $0.isLocked = false }
        if dice.once(in: 2) { return try losePower(leaving: durable + visible) }
        figures.crashes += 1
        try failed()
    }

    /// After a commit that failed: all of it or nothing is there, and a loss of power may still decide otherwise.
    private func settle(before: SimulatedState, next: SimulatedState) throws {
        try reopen()
        durable = before == visible[0] ? [before] + durable.filter { $0 != before } : [next] + durable
    }

    /// Opens the index again and looks at which of the states that may be there is.
    func reopen() throws {
        index = nil
        try open()
        guard let index else { return }
        let found = try SimulatedReaders.read(index.snapshot())
        guard visible.contains(found) else { throw Disagreement("what is found is neither the last commit nor the next") }
        visible = [found]
    }

    /// The process is started anew.
    func restart() throws {
        try reopen()
        readers = nil
    }

    /// The power goes: what was not synchronised is on the disk in part.
    func losePower(leaving states: [SimulatedState]) throws {
        figures.crashes += 1
        let loss = dice.powerLoss(of: disk)
        let found = disk
        found.meanwhile.withLock { $0 = nil }
        begin(dice.with { found.restarted(after: loss, using: &$0) })
        (index, readers, visible) = (nil, nil, states)
        try reopen()
        durable = visible
    }

    /// The index is sound, and what a dead writer left is gone after the next commit.
    func checkSound() throws {
        let report = try IndexCheck(ReaderStorage(disk)).run()
        guard report.problems.isEmpty else { throw Disagreement("\(report.problems)") }
        guard let index else { return }
        let changes = [SimulatedState.Change.add(id: "last", text: "w0 step \(step)")]
        let next = visible[0].after(changes)
        visible.append(next)
        try write(changes, to: index)
        (visible, durable) = ([next], [next])
        figures.commits += 1
        let leftovers = try IndexCheck(ReaderStorage(disk)).run().leftovers
        guard leftovers.isEmpty else { throw Disagreement("\(leftovers) are left behind") }
        try look()
    }
}
