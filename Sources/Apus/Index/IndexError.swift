/// Why an index cannot be opened, written or read.
public enum IndexError: Error, Equatable, Sendable {
    /// There is no index at this place.
    case missing(String)
    case storage(StorageError)
    /// A file is not what the index says it is.
    case damaged(DamagedFile)
    /// A document that cannot be added, and why.
    case document(id: String, reason: String)
    /// Something outgrew what the format can hold.
    case tooLarge(String)
    /// A failed write left the writer unusable; opening the index again gives the last commit.
    case poisoned(String)
    case closed
}
