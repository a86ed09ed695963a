/// One document that was found.
public struct Hit: Equatable, Sendable {
    /// 1 for the best.
    public var rank: Int
    /// The document's id, as it was given.
    public var id: String
    /// BM25 (Robertson and Zaragoza 2009), summed over words and fields as Double and rounded once. Higher is better; to be compared within
    /// one answer.
    public var score: Float
    // Most searches ask for nothing more, and many hits are copied: what else there may be is one reference.
    private var extras: Extras?

    init(rank: Int, id: String, score: Float, details: HitDetails? = nil) {
        (self.rank, self.id, self.score) = (rank, id, score)
        extras = details.map(Extras.init)
    }

    private var details: HitDetails {
        get { extras?.details ?? HitDetails() }
        set { extras = Extras(newValue) }
    }

    /// The stored fields that were asked for.
    public var fields: [Document.Field] {
        get { details.fields }
        set { details.fields = newValue }
    }

    /// The best passage, where one was asked for and text is stored.
    public var snippet: Snippet? {
        get { details.snippet }
        set { details.snippet = newValue }
    }

    /// Where in the stored text it matches, where that was asked: all of it, whatever `fields` returns.
    public var spans: [MatchSpan] {
        get { details.spans }
        set { details.spans = newValue }
    }

    /// Why it scores what it does, where that was asked.
    public var explanation: Explanation? {
        get { details.explanation }
        set { details.explanation = newValue }
    }

    /// The best passages of its stored text, best first, where they were asked for.
    public var passages: [TextPassage] {
        get { details.passages }
        set { details.passages = newValue }
    }

    /// The index that has it, where several were searched as one.
    public var index: String? {
        get { details.index }
        set { details.index = newValue }
    }

    /// The same document at the same rank, with the same score and details.
    public static func == (one: Hit, other: Hit) -> Bool {
        one.rank == other.rank && one.id == other.id && one.score == other.score
            && (one.extras === other.extras || one.details == other.details)
    }

    private final class Extras: Sendable {
        let details: HitDetails

        init(_ details: HitDetails) { self.details = details }
    }
}

/// What a hit shows beside rank, id and score.
struct HitDetails: Equatable, Sendable {
    var fields: [Document.Field] = []
    var snippet: Snippet?
    var spans: [MatchSpan] = []
    var explanation: Explanation?
    var passages: [TextPassage] = []
    var index: String?
}
