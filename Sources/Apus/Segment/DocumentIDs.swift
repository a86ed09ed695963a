/// The ids of a segment's documents, both ways.
///
///     content  = bytes end:u32 × n  byID:u32 × n  entries:u32 documents:u32
///     bytes    = the ids one behind the other, in document order
///     end      = where each document's id ends in the bytes
///     byID     = the documents in the order of their ids' bytes; the same id twice: by document
///
/// `entries` is n again. An id is looked up by binary search, O(log n).
enum DocumentIDsLayout {
    static let entryBytes = 8
}
