import Glibc

/// Why folders cannot be followed.
package enum WatchFailure: Error, Equatable, Sendable {
    /// The system tells nobody of changes.
    case unsupported
    /// The system lets this user watch no more folders at once.
    case tooManyFolders
    /// The system lets this user follow no more sets of folders at once.
    case tooManyWatchers
    /// The system refused; `code` is an `errno`.
    case system(code: Int32)
    /// The file system of a folder was taken away.
    case unmounted(String)

    /// What a refusal to watch a folder means.
    init(watching code: Int32) { self = code == ENOSPC ? .tooManyFolders : .system(code: code) }

    /// What a refusal to begin means.
    init(beginning code: Int32) { self = code == EMFILE ? .tooManyWatchers : .system(code: code) }
}

extension WatchFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unsupported: "this system does not tell of changes in folders"
        case .tooManyFolders: "there are more folders than may be watched (fs.inotify.max_user_watches)"
        case .tooManyWatchers: "too many programs watch folders (fs.inotify.max_user_instances)"
        case .system(let code): InputFailure.system(code: code).description
        case .unmounted(let path): "\(path): the file system was taken away"
        }
    }
}
