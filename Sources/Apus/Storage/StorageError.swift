import Glibc

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

extension StorageError {
    /// In words for a person: what failed, on which file, and what the system says of it.
    package var sentence: String {
        switch self {
        case .failed(let operation, let file, let code): "\(operation) \(file): \(String(cString: strerror(code)))"
        case .locked(let process, let since): "process \(process) has been writing to the index since \(since)"
        case .missing(let file): "\(file) is missing"
        case .readOnly(let file): "\(file) cannot be written"
        }
    }

    /// The calls by which a commit is prepared, and that no commit depends on where they fail: no manifest names what they made yet.
    private static let preparations: Set = ["list", "open", "stat", "read", "map", "lock", "create", "write", "remove"]

    /// Whether it leaves unknown what is on the disk. A failed fsync may have dropped what it should have written, so that the next one
    /// says nothing (Rebello et al., Can Applications Recover from fsync Failures?, 2020); a failed rename may have been carried out.
    /// A full disk, or too few descriptors, while files are written does not: the last commit is as it was.
    var leavesCommitUnknown: Bool {
        switch self {
        case .failed(let operation, _, _): !Self.preparations.contains(operation)
        case .missing: true
        case .locked, .readOnly: false
        }
    }
}
