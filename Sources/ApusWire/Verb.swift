/// What a request of apus/1 can ask for. The raw value is the word on the wire.
public enum Verb: String, CaseIterable, Sendable {
    case search, count, explain, get, analyze, parse, terms, suggest
    case add, delete, commit
    case stats, check, merge, backup, schema, known, facets
    case batch, end, cancel
    case hello, help, ping, status, reload, shutdown, quit

    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// The verb of that name, in lower case as on the wire. O(1).
    public init?(name: String) {
        guard let verb = Self.byName[name] else { return nil }
        self = verb
    }

    /// Whether the verb changes an index or the daemon, and so is refused at a door for reading alone.
    public var needsAdministrator: Bool {
        switch self {
        case .add, .delete, .commit, .merge, .backup, .reload, .shutdown: true
        default: false
        }
    }

    /// Whether the daemon sees to it at once, before what came earlier on the connection.
    public var isUrgent: Bool { self == .cancel || self == .ping }
}
