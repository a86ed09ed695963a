import Apus
import ApusWire

extension ServiceSession {
    /// The synonyms that a request brings, an empty text for none; without the option those of the service.
    func synonyms(_ request: Request) throws(WireError) -> Synonyms? {
        guard let text = request[.synonyms] else { return service.synonyms }
        return text.isEmpty ? nil : try service.readSynonyms.synonyms(text, analyzer: try named(request).index.options.analyzer)
    }
}

/// The synonyms that were read last: a batch brings the same text with each query.
final class SynonymMemory: Sendable {
    private let last = Locked<(text: String, analyzer: String, synonyms: Synonyms)?>(nil)

    func synonyms(_ text: String, analyzer: Analyzer) throws(WireError) -> Synonyms {
        if let known = last.withLock({ $0 }), known.text == text, known.analyzer == analyzer.name { return known.synonyms }
        do throws(Synonyms.BadLine) {
            let synonyms = try Synonyms(text, analyzer: analyzer)
            last.withLock { $0 = (text, analyzer.name, synonyms) }
            return synonyms
        } catch { throw WireError(.badRequest, text: "the option `synonyms`, line \(error.line): \(error.reason)") }
    }
}
