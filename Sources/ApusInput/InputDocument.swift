import Apus

/// A document with the place where it was found.
package struct InputDocument: Equatable, Sendable {
    package var document: Document
    package var file: String
    /// The first line of its record, counted from 1; nil when the document is the whole file.
    package var line: Int?

    package init(document: Document, file: String, line: Int? = nil) {
        self.document = document
        self.file = file
        self.line = line
    }

    /// What to report when the index refuses the document.
    package func problem(_ error: DocumentError) -> InputProblem {
        InputProblem(file: file, line: line, reason: error.description)
    }
}
