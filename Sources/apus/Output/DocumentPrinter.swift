import Apus

/// Shows a stored document to a person: its id, then each field.
enum DocumentPrinter {
    static func print(_ document: Document) {
        let style = Style(.auto, isTerminal: Output.shared.isTerminal)
        Output.shared.write(style.title(Style.safe(document.id)) + "\n")
        for field in document.fields {
            let values = field.values.map(shown).joined(separator: "\n")
            Output.shared.write("\(style.dim(Style.safe(field.name) + ":")) \(values)\n")
        }
    }

    private static func shown(_ value: FieldValue) -> String {
        ValueText.text(value).split(separator: "\n", omittingEmptySubsequences: false).map { Style.safe(String($0)) }.joined(
            separator: "\n")
    }
}
