import Apus

/// One thing that a reply is made of. Every reply is any number of rows and then exactly one final record.
public enum Record: Equatable, Sendable {
    case hit(Hit)
    case warning(Warning)
    case document(Document)
    case term(Term)
    case facet(Facet)
    case stat(Stat)
    case progress(Progress)
    case field(FieldDefinition)
    case damage(Damage)
    case command(Command)
    /// A query as it was understood, printed so that it parses to the same tree again.
    case tree(String)
    /// A row as it came in the text dialect.
    case row(Row)
    case summary(Summary)
    case ok([Property])
    case failure(WireError)

    /// Whether the record ends its reply.
    public var isFinal: Bool {
        switch self {
        case .summary, .ok, .failure: true
        default: false
        }
    }
}
