import Apus

/// Why nothing was found, as the columns of a row and the members of an object: `what text documents place of`.
struct NoteFields {
    private var what: String
    private var text: String
    private var documents: Int
    private var place: Swift.Range<Int>?
    /// The word that a spelling is near.
    private var word: String?
    private var filter: Int?

    init(_ note: EmptyNote) {
        switch note {
        case .word(let text, let documents, let place):
            (what, self.text, self.documents, self.place) = ("word", text, documents, place)
        case .spelling(let text, let documents, let word):
            (what, self.text, self.documents, self.word) = ("spelling", text, documents, word)
        case .emptied(let part):
            (what, text, documents, place, filter) = ("emptied", part.text, part.documents, part.place, part.filter)
        case .instead(let text, let documents): (what, self.text, self.documents) = ("instead", text, documents)
        }
    }

    /// What is not there is left off at the end, and empty before it.
    var row: [String] {
        var row = [what, text, "\(documents)"]
        let last = word ?? filter.map { "\($0)" }
        if place != nil || last != nil { row.append(place.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "") }
        if let last { row.append(last) }
        return row
    }

    func members(to writer: inout JSONWriter) {
        writer.member("what", what)
        writer.member("text", text)
        writer.member("documents", documents)
        if let place {
            writer.member("start", place.lowerBound)
            writer.member("end", place.upperBound)
        }
        if let word { writer.member("of", word) }
        if let filter { writer.member("filter", filter) }
    }

    static func note(_ object: JSONObject) throws(ReplyError) -> EmptyNote {
        let (text, documents) = (try object.string("text"), try object.count("documents"))
        switch try object.string("what") {
        case "word": return .word(text, documents: documents, place: try object.place())
        case "spelling": return .spelling(text, documents: documents, of: try object.string("of"))
        case "instead": return .instead(text, documents: documents)
        case "emptied":
            return .emptied(
                EmptyPart(
                    text: text, place: try object.place(),
                    filter: object["filter"] == nil ? nil : try object.count("filter"), documents: documents))
        default: throw object.mistake("what")
        }
    }
}
