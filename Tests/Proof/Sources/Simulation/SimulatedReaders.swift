@testable import Apus

/// Readers in processes of their own: they look at any moment, and some hold what they saw.
final class SimulatedReaders {
    private let disk: FaultyStorage
    private let index: Index
    /// Snapshots that are held, with what they must go on answering.
    private var held: [(snapshot: Snapshot, state: SimulatedState)] = []

    init(_ disk: FaultyStorage, options: IndexOptions) throws {
        self.disk = disk
        var options = options
        options.isReadOnly = true
        index = try Index(storage: ReaderStorage(disk), options: options)
    }

    /// What is seen now; nil where it is none of `allowed`. May be held from here on.
    func look(allowed: [SimulatedState], dice: inout SimulatedDice) throws -> SimulatedState? {
        let snapshot = try index.snapshot()
        let state = try Self.read(snapshot)
        guard allowed.contains(state) else { return nil }
        if held.count < 3, dice.once(in: 4) { held.append((snapshot, state)) }
        return state
    }

    /// Asks a held snapshot or the newest: the answers that differ from what a look at every document finds.
    func ask(_ question: SimulatedQuestion, allowed: [SimulatedState], dice: inout SimulatedDice) throws -> String? {
        let isOld = !held.isEmpty && dice.once(in: 2)
        let place = isOld ? dice.number(0...held.count - 1) : 0
        let snapshot = isOld ? held[place].snapshot : try index.snapshot()
        let states = isOld ? [held[place].state] : allowed
        defer { if isOld, dice.once(in: 6) { held.remove(at: place) } }
        if isOld, try Self.read(snapshot) != states[0] { return "a held snapshot has changed" }
        let found = Set(try snapshot.search(SearchRequest(question.text, limit: 100)).hits.map(\.id))
        if states.contains(where: { $0.answer(to: question) == found }) { return nil }
        return "\(question.text) finds \(found.sorted()), \(states[0].answer(to: question).sorted()) expected"
    }

    /// All documents of a snapshot.
    static func read(_ snapshot: Snapshot) throws -> SimulatedState {
        var request = SearchRequest("*", limit: 1000)
        request.snippetLength = nil
        request.fields = ["text"]
        var changes: [SimulatedState.Change] = []
        for hit in try snapshot.search(request).hits {
            guard case .string(let text)? = hit.fields.first?.values.first else { continue }
            changes.append(.add(id: hit.id, text: text))
        }
        let state = SimulatedState().after(changes)
        guard state.texts.count == changes.count, changes.count == snapshot.documentCount else {
            throw Disagreement("\(changes.count) documents found, \(state.texts.count) ids, \(snapshot.documentCount) counted")
        }
        return state
    }
}

/// Two things that must be the same and are not.
struct Disagreement: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
