/// Which terms bisection looks at: those whose document frequency lies in a range, the widest that memory allows.
///
/// A term of most documents does not tell them apart. Of the others the more frequent ones come first, whose lists are most of the
/// index, until an average document has enough of them: where it has many, rare ones draw documents together whose lists hardly
/// gain by it, and hide what the frequent ones say. Memory may end that earlier; where not even the first term fits, none is taken
/// and documents keep their order.
struct BisectionTerms {
    /// Terms of an average document.
    private static let documentTerms = 112
    /// Terms in fewer documents than one of so many are left out, unless they are in `sufficientDocuments`.
    private static let leastPart = 4096
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
        let fitting = max(0, memory - documentCount * Self.documentBytes) / Self.postingBytes
        let limit = min(fitting, documentCount * Self.documentTerms)
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
