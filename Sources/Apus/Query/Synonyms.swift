/// Words that are to be looked for in place of others, or beside them, as a file of lines says.
///
///     gas, petrol, motor fuel        each of them finds all of them
///     notebook => laptop, netbook    notebook finds these, and not itself
///     # a comment
///
/// A line's parts may have several words; `\` before a comma, `=` or `\` takes its meaning away. What several lines say of the same words holds together.
/// Words are met as the analyser makes terms of them, accents folded. A value that never changes and may be used from any thread.
public final class Synonyms: Sendable {
    /// A line that cannot be read.
    public struct BadLine: Error, Equatable, Sendable {
        /// Counted from 1.
        public var line: Int
        /// What is wrong with it.
        public var reason: String
    }

    /// Words of one part at most.
    static let partWords = 32

    /// By the terms that are looked for: what stands for them, as written.
    private let alternatives: [[[UInt8]]: [String]]
    /// Terms of the longest of these.
    private let longest: Int

    /// Reads the lines of a text. O(bytes), and for a line of n parts O(n²).
    /// - Parameter analyzer: that of the index.
    public init(_ text: String, analyzer: Analyzer = .standard) throws(BadLine) {
        var alternatives: [[[UInt8]]: [String]] = [:]
        for (place, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            do throws(SynonymLine.Failure) {
                guard let line = try SynonymLine(line, analyzer) else { continue }
                for part in line.sought {
                    var known = alternatives[part.terms] ?? []
                    for text in line.alternatives(of: part) where !known.contains(text) { known.append(text) }
                    alternatives[part.terms] = known
                }
            } catch { throw BadLine(line: place + 1, reason: error.reason) }
        }
        self.alternatives = alternatives
        longest = alternatives.keys.reduce(0) { max($0, $1.count) }
    }

    /// The longest run of terms from a place on that others stand for: how many terms, and the alternatives.
    func match(_ terms: [[UInt8]], from place: Int) -> (count: Int, alternatives: [String])? {
        for count in stride(from: min(longest, terms.count - place), to: 0, by: -1) {
            if let found = alternatives[Array(terms[place..<place + count])] { return (count, found) }
        }
        return nil
    }
}
