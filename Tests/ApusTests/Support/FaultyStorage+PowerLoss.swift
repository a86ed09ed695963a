@testable import Apus

/// What the disk may hold after the power went.
extension FaultyStorage {
    /// How the power goes: what was not synchronised may have reached the disk in part.
    enum PowerLoss: Sendable {
        /// Nothing reached it.
        case nothing
        /// Everything did, as after a killed process.
        case everything
        /// The first so many changes of names did, and none of the bytes.
        case namesOnly(first: Int)
        /// A random choice of names, each with a random part of its bytes, the rest zeros or missing.
        case random
    }

    /// Changes of names that a power loss may undo.
    var pendingNameChanges: Int { state.withLock { $0.pending.count } }

    /// The storage as it is found when the power is back.
    func restarted(after loss: PowerLoss, using random: inout some RandomNumberGenerator) -> FaultyStorage {
        let (names, durable, pending) = state.withLock { ($0.names, $0.durableNames, $0.pending) }
        var survivors = durable
        var content: (FaultyFile) -> [UInt8] = { $0.content.withLock { $0.durable } }
        switch loss {
        case .nothing: break
        case .everything:
            survivors = names
            content = { $0.content.withLock { $0.bytes } }
        case .namesOnly(let count): for change in pending.prefix(count) { Self.apply(change, to: &survivors) }
        case .random: for change in pending where Bool.random(using: &random) { Self.apply(change, to: &survivors) }
        }
        var found: [String: [UInt8]] = [:]
        // In a fixed order, so that a seed says what happens.
        for (name, file) in survivors.sorted(by: { $0.key < $1.key }) {
            found[name] = if case .random = loss { Self.part(of: file, using: &random) } else { content(file) }
        }
        return FaultyStorage(found)
    }

    private static func apply(_ change: NameChange, to names: inout [String: FaultyFile]) {
        if let removed = change.removed { names[removed] = nil }
        if let added = change.added { names[added.name] = added.file }
    }

    /// The synchronised bytes and some of the others; of those that are lost the length may be there already.
    private static func part(of file: FaultyFile, using random: inout some RandomNumberGenerator) -> [UInt8] {
        let (bytes, durable) = file.content.withLock { $0 }
        guard bytes != durable else { return durable }
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return durable
        case 1: return Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
        default:
            let kept = Int.random(in: 0...bytes.count, using: &random)
            return bytes.prefix(kept) + [UInt8](repeating: 0, count: bytes.count - kept)
        }
    }
}
