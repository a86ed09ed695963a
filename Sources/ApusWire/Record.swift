import Apus

/// One thing that a reply is made of. Every reply is any number of rows and then exactly one final record.
public enum Record: Equatable, Sendable {
    /// A document that was found.
    case hit(Hit)
    /// What of a query could not be read or executed as written.
    case warning(Warning)
    /// A stored document.
    case document(Document)
    /// A word of a text or of an index.
    case term(Term)
    /// A value of a field, counted.
    case facet(Facet)
    /// One named figure.
    case stat(Stat)
    /// How far a long request has come.
    case progress(Progress)
    /// A field of the index.
    case field(FieldDefinition)
    /// What is wrong with a file of the index.
    case damage(Damage)
    /// The id of a document that a repair could not keep.
    case lost(String)
    /// A verb, as `help` tells it.
    case command(Command)
    /// A query as it was understood, printed so that it parses to the same tree again.
    case tree(String)
    /// Why a document scores what it does, or why it does not match.
    case explanation(Explanation)
    /// Why nothing was found.
    case note(EmptyNote)
    /// A row as it came in the text dialect.
    case row(Row)
    /// The end of a search or a count.
    case summary(Summary)
    /// The end of any other request that was done.
    case ok([Property])
    /// The end of a request that failed.
    case failure(WireError)

    /// Whether the record ends its reply.
    public var isFinal: Bool {
        switch self {
        case .summary, .ok, .failure: true
        default: false
        }
    }
}
