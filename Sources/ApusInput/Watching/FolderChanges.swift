import Glibc

/// What changed in followed folders since that was last asked.
package struct FolderChanges: Equatable, Sendable {
    /// Paths of files that are new, changed or gone. They need not belong to the walk.
    private(set) var files: Set<[UInt8]> = []
    /// Folders in which anything may have changed: new, gone, moved, or under other rules.
    private(set) var folders: Set<[UInt8]> = []
    /// Whether it is not known what changed: all has to be looked at.
    package var isUnknown = false

    package init() {}

    package var isEmpty: Bool { files.isEmpty && folders.isEmpty && !isUnknown }

    mutating func add(file path: [UInt8]) { files.insert(path) }
    mutating func add(folder path: [UInt8]) { folders.insert(path) }

    /// A PATH that was not there, and is again.
    package mutating func add(path: String) { folders.insert(FilePath.normalized(Array(path.utf8))) }

    package mutating func formUnion(_ other: Self) {
        files.formUnion(other.files)
        folders.formUnion(other.folders)
        isUnknown = isUnknown || other.isUnknown
    }

    /// The part of the walk that has to be gone through again; nil for all of it.
    package var scope: WalkScope? { isUnknown ? nil : WalkScope(files: files, folders: folders) }

    /// The names of files that are there no more, as ids of documents have them.
    package var goneFiles: [String] { files.filter(FileStatus.isNoFile).map { String(decoding: $0, as: UTF8.self) } }

    /// The folders below which files may be gone.
    package var folderNames: [String] { folders.map { String(decoding: $0, as: UTF8.self) } }
}

extension FileStatus {
    /// Whether nothing has this name any more, or a folder has.
    static func isNoFile(_ path: [UInt8]) -> Bool {
        var info = stat()
        guard FilePath.withCString(path, { lstat($0, &info) }) == 0 else { return errno == ENOENT || errno == ENOTDIR }
        return info.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether the name is that of a link, or one of several of a file: then it may be new without having been written.
    static func isLinked(_ path: [UInt8]) -> Bool {
        var info = stat()
        guard FilePath.withCString(path, { lstat($0, &info) }) == 0 else { return false }
        return info.st_mode & S_IFMT == S_IFLNK || info.st_nlink > 1
    }
}
