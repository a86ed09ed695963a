import Apus

/// Why nothing was found, as a line for a person.
enum NoteText {
    static func line(_ note: EmptyNote) -> String {
        switch note {
        case .word(let text, let documents, _): "“\(Style.safe(text))” is in \(counted(documents))"
        case .spelling(let text, let documents, let word):
            "did you mean “\(Style.safe(text))” for “\(Style.safe(word))”? It is in \(counted(documents))"
        case .emptied(let part):
            "nothing is left by \(Style.safe(part.text))\(place(part)), which matches \(counted(part.documents)) by itself"
        case .instead(let query, let documents): "instead, \(Style.safe(query)) finds \(counted(documents))"
        }
    }

    private static func place(_ part: EmptyPart) -> String {
        let bytes = part.place.map { " (bytes \($0.lowerBound)-\($0.upperBound))" } ?? ""
        return part.filter.map { " of filter \($0 + 1)\(bytes)" } ?? bytes
    }

    private static func counted(_ documents: Int) -> String {
        documents == 0 ? "no document" : documents == 1 ? "1 document" : "\(documents) documents"
    }
}
