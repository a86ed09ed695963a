/// A forward-only position in one list of matching documents.
///
/// `document` becomes `.end` when the list is used up, and stays so: moving a finished cursor is allowed and does nothing.
/// `seek(target)` equals `while document < target { advance() }`, and so never moves backward.
package protocol PostingCursor: ~Copyable {
    var document: DocumentID { get }
    /// An upper bound on the documents left; conjunctions lead with the cheapest.
    var cost: Int { get }
    mutating func advance()
    /// Moves to the first document not below `target`.
    mutating func seek(_ target: DocumentID)
}
