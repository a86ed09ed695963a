/// One thing to say about a search that found nothing.
public enum EmptyNote: Equatable, Sendable {
    /// A word of the query, and how many documents have it where it is looked for.
    case word(String, documents: Int, place: Swift.Range<Int>?)
    /// A word of the index that is near one that no document has, and how many documents have it.
    case spelling(String, documents: Int, of: String)
    /// The part of the query or of a filter that left nothing.
    case emptied(EmptyPart)
    /// Another query, and how many documents match it.
    case instead(String, documents: Int)
}

/// The part of a query without which something would have been left: the first one, in the order of the text.
public struct EmptyPart: Equatable, Sendable {
    /// The part as it stands in the query; as the query language has it where it stands nowhere.
    public var text: String
    /// Its bytes in the text of the query or the filter; nil for a query that was built in code.
    public var place: Swift.Range<Int>?
    /// Which of the request's filters it is of, from 0; nil for the query itself.
    public var filter: Int?
    /// Documents that match the part alone.
    public var documents: Int

    /// A part of its values.
    public init(text: String, place: Swift.Range<Int>?, filter: Int? = nil, documents: Int) {
        (self.text, self.place, self.filter, self.documents) = (text, place, filter, documents)
    }
}
