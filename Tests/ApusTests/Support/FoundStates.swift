@testable import Apus

/// The states in which storages were found, so that each is looked at once, however many faults and losses lead to it.
struct FoundStates {
    private struct State: Hashable {
        var files: [String: [UInt8]]
        var isAcknowledged: Bool
    }

    private var states: Set<State> = []

    /// Whether none before had the same bytes under the same names, with the same promise made. Hashes all bytes.
    mutating func insert(_ storage: FaultyStorage, acknowledged: Bool = false) -> Bool {
        let files = storage.state.withLock { $0.names.mapValues { file in file.content.withLock { $0.bytes } } }
        return states.insert(State(files: files, isAcknowledged: acknowledged)).inserted
    }
}
