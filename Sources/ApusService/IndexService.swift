import Apus
import ApusWire
import Synchronization

/// Answers the requests of apus/1 against one or more indexes: the one command table behind the daemon and the command line.
public final class IndexService: Sendable {
    /// What a request may ask for at most.
    public struct Limits: Sendable {
        /// Hits of one search, the skipped ones included.
        public var hits = 1_000_000
        /// Bytes of documents that wait for a commit on one connection.
        public var pending = 64 << 20
        /// The same for all connections together.
        public var pendingOfAll = 512 << 20
        /// How long a search or count may take that names no time of its own; nil for as long as it needs.
        public var timeout: Duration?

        /// The usual limits, without a time.
        public init() {}

        /// All of them by the names that errors give them.
        var named: [(name: String, value: Int)] {
            let query = QueryLimits()
            return [
                ("hits", hits), ("pending", pending), ("pending-of-all", pendingOfAll), ("query", query.bytes),
                ("clauses", query.clauses), ("phrase", query.phraseWords), ("expansion", query.expansion),
                ("nesting", query.nesting),
            ]
        }
    }

    /// An index under the name that requests use.
    public struct Named: Sendable {
        /// What requests call it.
        public var name: String
        /// The index itself.
        public var index: Index

        /// An index with its name.
        public init(name: String, index: Index) {
            self.name = name
            self.index = index
        }
    }

    /// In the order in which they were given; the first is meant where none is named.
    public let indexes: [Named]
    /// What a request may ask for at most.
    public let limits: Limits
    /// What requests go by that bring no synonyms.
    let synonyms: Synonyms?
    let readSynonyms = SynonymMemory()
    private let pendingBytes = Atomic(0)
    /// The properties that `hello`, `ping` and `status` add to their own.
    private let greeting: @Sendable () -> [Property]

    /// - Parameters:
    ///   - indexes: at least one; the first is meant by requests that name none.
    ///   - synonyms: what requests go by that bring none of their own.
    public init(
        _ indexes: [Named], limits: Limits = Limits(), synonyms: Synonyms? = nil,
        greeting: @escaping @Sendable () -> [Property] = { [] }
    ) {
        precondition(!indexes.isEmpty, "a service has an index")
        self.indexes = indexes
        self.limits = limits
        self.synonyms = synonyms
        self.greeting = greeting
    }

    /// Counts bytes that wait for a commit, or refuses them.
    func reserve(_ bytes: Int) throws(WireError) {
        let before = pendingBytes.add(bytes, ordering: .relaxed).oldValue
        guard before <= limits.pendingOfAll - bytes else {
            release(bytes)
            throw .tooLarge("pending", maximum: limits.pendingOfAll)
        }
    }

    func release(_ bytes: Int) { pendingBytes.subtract(bytes, ordering: .relaxed) }

    /// What the daemon tells of itself.
    var properties: [Property] { greeting() }

    /// The index of that name; of nil the first.
    func index(named name: String?) throws(WireError) -> Named {
        guard let name else { return indexes[0] }
        if let found = indexes.first(where: { $0.name == name }) { return found }
        let known = indexes.map(\.name).joined(separator: ", ")
        throw WireError(.notFound, text: "there is no index \(name); known: \(known)")
    }
}
