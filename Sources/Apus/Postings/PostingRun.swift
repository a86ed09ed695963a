/// Up to a block of documents of one term with all their occurrences, on the way into a list. Used again and again.
final class PostingRun {
    static let capacity = PostingListLayout.blockDocuments

    /// Documents that are there.
    var count = 0
    /// Rising.
    let documents = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
    let frequencies = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
    /// As many as all frequencies together, as a list has them: a document's first position, then gaps to the one before, less 1.
    private(set) var occurrences = UnsafeMutablePointer<UInt32>.allocate(capacity: firstOccurrences)
    private(set) var occurrenceCapacity = firstOccurrences
    private static let firstOccurrences = 1024

    deinit {
        documents.deallocate()
        frequencies.deallocate()
        occurrences.deallocate()
    }

    /// Makes room for more occurrences, and keeps those that are there.
    @inline(never)
    func growOccurrences(to least: Int) {
        let capacity = max(least, 2 * occurrenceCapacity)
        let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
        larger.update(from: occurrences, count: occurrenceCapacity)
        occurrences.deallocate()
        occurrences = larger
        occurrenceCapacity = capacity
    }
}
