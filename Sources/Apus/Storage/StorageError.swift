/// What went wrong at a file: which, at what, and the system's error number.
public enum StorageError: Error, Equatable, Sendable {
    /// A system call failed: `operation` names it, `code` is errno.
    case failed(operation: String, file: String, code: Int32)
    /// Another writer holds the lock.
    case locked(byProcess: Int32, since: String)
    /// Nothing has this name.
    case missing(file: String)
    /// The storage cannot be written to.
    case readOnly(file: String)
}
