/// What a reader finds on its way through a source.
package enum InputEvent: Equatable, Sendable {
    case document(InputDocument)
    case problem(InputProblem)
    /// So many more bytes of the source have been read; compressed ones count as they lie in the file.
    case progress(byteCount: Int)
}
