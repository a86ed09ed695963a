import Apus

/// What became of one source.
package struct InputSummary: Equatable, Sendable {
    package var documentCount = 0
    package var problemCount = 0
    /// How many U+FFFD stand for what was no Unicode.
    package var replacementCount = 0
    /// Bytes of the file that were read.
    package var byteCount = 0
    /// How to tell later whether the file is unchanged; nil when it was not read to its end, or is no regular file.
    package var fingerprint: SourceTable.Entry?
}
