/// What one source can make a reader hold in memory.
package enum InputLimits {
    /// Bytes of one document: a text file, a line of JSON, a record of CSV with the lines within its quotes.
    package static let documentBytes = 64 << 20
    /// Bytes read in one step.
    static let chunkBytes = 256 << 10
    /// Bytes at the start of a file that decide whether it is text.
    static let sniffedBytes = 8 << 10
    /// Bytes between two reports of progress.
    static let progressBytes = 1 << 20
    /// Bytes of one .gitignore; what is behind does not count.
    static let ignoreFileBytes = 1 << 20
    /// Patterns that the braces of one glob may stand for.
    static let globAlternatives = 1024
}
