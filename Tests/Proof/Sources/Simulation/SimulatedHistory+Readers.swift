@testable import Apus

/// What others do between two calls of the writer.
extension SimulatedHistory {
    func lookAround(_ operation: String, _ file: String) throws {
        // A merge takes the right to write when its segment is about to get its names.
        if letsCommit, file.hasPrefix(IndexFileName.temporaryPrefix), ["create", "append", "fsync"].contains(operation),
            dice.once(in: 3)
        {
            letsCommit = false
            defer { letsCommit = true }
            return try commitMeanwhile()
        }
        try look()
    }

    /// A reader opens or refreshes the index, and compares it and an answer with the model.
    func look() throws {
        if readers == nil || dice.once(in: 5) {
            guard disk.state.withLock({ $0.names[IndexFileName.manifest] != nil }) else { return }
            readers = try SimulatedReaders(disk, options: options)
        }
        guard let readers else { return }
        guard let seen = try readers.look(allowed: visible, dice: &dice) else {
            throw Disagreement("a reader sees neither the last commit nor the next")
        }
        // No reader that comes later may see an older one.
        if visible.count == 2, seen == visible[1] { visible = [seen] }
        if let wrong = try readers.ask(dice.question(), allowed: visible, dice: &dice) { throw Disagreement(wrong) }
        figures.looks += 2
    }

    /// The writer commits while a merge writes its segment.
    private func commitMeanwhile() throws {
        let changes = dice.changes()
        let next = visible[0].after(changes)
        guard visible.count == 1, let index else { return }
        let call = disk.state.withLock { state -> Int in
            defer { state.fault = nil }
            return state.fault?.call ?? 0
        }
        visible.append(next)
        try write(changes, to: index)
        visible = [next]
        durable = [next]
        figures.commits += 1
        if call > 0 { disk.state.withLock { $0.fault = ($0.calls + call, .fails) } }
    }
}
