/// Which terms bisection looks at: those whose document frequency lies in a range, the widest that memory allows.
///
/// Rare terms draw documents together whose lists hardly gain by it, and hide what the frequent ones say; a term of most documents
/// does not tell them apart. Where not all between fit into memory the more frequent ones are kept, whose lists are most of the
/// index; where not even the most frequent does, none is, and documents keep their order.
struct BisectionTerms {
    /// Terms in fewer documents than one of so many are left out, unless they are in `sufficientDocuments`.
    private static let leastPart = 256
    private static let leastDocuments = 16
    private static let sufficientDocuments = 4096
    /// What a posting takes: its term in the forward index, and its part of what is counted for each term.
    private static let postingBytes = 6
    /// What a document takes: where its terms are, and what bisection notes of it.
    private static let documentBytes = 32

    /// The frequencies of the terms that are taken; empty where none is.
    private(set) var frequencies: Range<Int>
    private(set) var postings = 0
    private(set) var terms = 0

    /// - Parameters:
    ///   - counts: how many terms there are of each document frequency.
    ///   - memory: bytes for all that bisection keeps.
    init(frequencies counts: [Int: Int], documentCount: Int, memory: Int) {
        let limit = max(0, memory - documentCount * Self.documentBytes) / Self.postingBytes
        let least = min(max(documentCount / Self.leastPart, Self.leastDocuments), Self.sufficientDocuments)
        let most = max(documentCount / 2, least)
        frequencies = most + 1..<most + 1
        for frequency in counts.keys.sorted(by: >) where (least...most).contains(frequency) {
            let count = counts[frequency] ?? 0
            guard postings + frequency * count <= limit else { break }
            postings += frequency * count
            terms += count
            frequencies = frequency..<most + 1
        }
    }
}
