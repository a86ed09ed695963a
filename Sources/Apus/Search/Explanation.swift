/// The answer to `Snapshot.explain`.
public struct ExplainedDocument: Equatable, Sendable {
    /// The document.
    public var id: String
    /// Why it scores what it does, or why it does not match.
    public var explanation: Explanation
    /// What of the query could not be read or executed as written.
    public var warnings: [QueryWarning]
}

/// Why a document scores what it does, or why it does not match.
public indirect enum Explanation: Equatable, Sendable {
    /// It matches.
    case score(ScoreTree)
    /// It does not.
    case failure(QueryFailure)
}

/// A score as a tree of sums and products of figures, in 64-bit floating point: it comes out at the hit's score, bit for bit.
///
/// What one word, phrase or the like adds is rounded to a multiple of `grain`, so that sums are exact in any order; the whole sum is
/// rounded once, to 32 bits.
public struct ScoreTree: Equatable, Sendable {
    /// `Hit.score`: the value of the root as a 32-bit float.
    public var score: Float
    /// A power of two.
    public var grain: Double
    /// The whole.
    public var root: ScorePart

    /// A tree of its parts.
    public init(score: Float, grain: Double, root: ScorePart) { (self.score, self.grain, self.root) = (score, grain, root) }
}

/// A node of a score's tree.
public struct ScorePart: Equatable, Sendable {
    /// How the value comes from those of `parts`.
    public enum Operation: String, Sendable, CaseIterable {
        /// A figure of its own; `facts` say what it comes from.
        case figure
        /// The parts multiplied, from the first on.
        case product
        /// The parts added, from the first on.
        case sum
        /// The parts multiplied, from the first on, and rounded to a multiple of the tree's grain.
        case addend
    }

    /// A figure that a value comes from, which takes no part in the arithmetic of the tree.
    public struct Fact: Equatable, Sendable {
        /// `tf`, `dl`, `avgdl`, `k1`, `b`, `df`, `N`, as in BM25's formula; `title.tf` and the like where several fields score as one.
        public var name: String
        /// The figure.
        public var value: Double

        /// A named figure.
        public init(_ name: String, _ value: Double) { (self.name, self.value) = (name, value) }
    }

    /// What it is: `idf`, `weight`, `“peace” in text`.
    public var name: String
    /// How the value is made.
    public var operation: Operation
    /// What it comes to.
    public var value: Double
    /// Byte ranges of the query's text that it answers: several where the query has the same several times.
    public var places: [Swift.Range<Int>]
    /// Empty but for a figure.
    public var facts: [Fact]
    /// Empty for a figure.
    public var parts: [ScorePart]

    /// A node of its parts.
    public init(
        _ name: String, _ operation: Operation, _ value: Double, places: [Swift.Range<Int>] = [], facts: [Fact] = [],
        parts: [ScorePart] = []
    ) {
        (self.name, self.operation, self.value) = (name, operation, value)
        (self.places, self.facts, self.parts) = (places, facts, parts)
    }

    static func sum(_ name: String, _ parts: [ScorePart]) -> ScorePart {
        ScorePart(name, .sum, parts.reduce(0) { $0 + $1.value }, parts: parts)
    }

    static func product(_ name: String, _ parts: [ScorePart]) -> ScorePart {
        ScorePart(name, .product, parts.dropFirst().reduce(parts[0].value) { $0 * $1.value }, parts: parts)
    }
}

/// The first part of a query that a document fails, in the order of the text.
public struct QueryFailure: Equatable, Sendable {
    /// The part, as it stands in the query or, where it stands nowhere, as the query language has it.
    public var text: String
    /// Its bytes in the text of the query or the filter; nil for a query that was built in code.
    public var place: Swift.Range<Int>?
    /// Which of the request's filters the part is of, from 0; nil for the query itself.
    public var filter: Int?
    /// Why it fails, as a clause: `“war” is not there`.
    public var reason: String

    /// A failure of its parts.
    public init(text: String, place: Swift.Range<Int>?, filter: Int? = nil, reason: String) {
        (self.text, self.place, self.filter, self.reason) = (text, place, filter, reason)
    }
}
