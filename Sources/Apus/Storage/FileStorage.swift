import Glibc

/// A storage that is one directory of a file system.
///
/// The directory is held open, so that it may be moved while it is used. Files are read through memory maps.
public final class FileStorage: Storage {
    /// The directory as it was given.
    public let path: String
    let directory: Int32

    /// Opens the directory, which is made first, with those above it, when it is missing and `create` says so.
    public init(path: String, create: Bool = false) throws(StorageError) {
        self.path = path
        // A NUL would silently cut the path short.
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .failed(operation: "open", file: path, code: EINVAL) }
        if create { try Self.makeDirectory(path) }
        directory = try SystemCall.make("open", on: path, for: .reading) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    }

    /// Takes over a directory that is open.
    init(path: String, directory: Int32) {
        self.path = path
        self.directory = directory
    }

    deinit { close(directory) }

    /// The names in the directory that are UTF-8 and not hidden, strangers' among them; O(entries).
    public func names() throws(StorageError) -> [String] {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        let descriptor = try SystemCall.make("list", on: path, for: .reading) { openat(directory, ".", flags) }
        guard let stream = fdopendir(descriptor) else {
            let code = errno
            close(descriptor)
            throw .failed(operation: "list", file: path, code: code)
        }
        defer { closedir(stream) }
        return try Self.names(in: stream, of: path)
    }

    /// Maps the file; its pages are read when they are looked at. What is no plain file is refused.
    public func read(_ name: String) throws(StorageError) -> any StoredBytes {
        try FileName.check(name)
        // Without O_NONBLOCK a pipe of that name would hold us up before it can be refused.
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK
        let descriptor = try SystemCall.make("open", on: name, for: .reading) { openat(directory, name, flags) }
        defer { close(descriptor) }
        return try MappedBytes(descriptor: descriptor, name: name)
    }

    /// Makes a new file; one that a dead writer left under this name is removed first.
    public func create(_ name: String) throws(StorageError) -> any StorageFile {
        try FileName.check(name)
        // What a dead writer left under this name may still be mapped by somebody: it is unlinked, never truncated.
        if unlinkat(directory, name, 0) != 0, errno != ENOENT { throw SystemCall.error("remove", name, .writing, errno) }
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
        let descriptor = try SystemCall.make("create", on: name, for: .writing) { openat(directory, name, flags, 0o666) }
        return AppendedFile(descriptor: descriptor, name: name)
    }

    /// Renames within the directory, at once for whoever looks; durable with `synchronize`.
    public func rename(_ name: String, to newName: String) throws(StorageError) {
        try FileName.check(name)
        try FileName.check(newName)
        try SystemCall.make("rename", on: name, for: .writing) { renameat(directory, name, directory, newName) }
    }

    /// Removes the name; maps of the file stay.
    public func remove(_ name: String) throws(StorageError) {
        try FileName.check(name)
        try SystemCall.make("remove", on: name, for: .writing) { unlinkat(directory, name, 0) }
    }

    /// Makes the directory's entries durable by `fsync`.
    public func synchronize() throws(StorageError) { try Self.synchronize(directory, path) }

    /// Takes the `flock` on the file `lock`, or fails at once with `StorageError.locked`.
    public func lock() throws(StorageError) -> any StorageLock { try FileLock(in: directory) }

    /// Mixes inode, time of modification and size. O(1).
    ///
    /// An inode can be given to a new file once nobody holds the old one; who keeps the `StoredBytes` of the file it
    /// compares with rules that out.
    public func identity(of name: String) throws(StorageError) -> UInt64? {
        try FileName.check(name)
        var status = stat()
        guard fstatat(directory, name, &status, 0) == 0 else {
            if errno == ENOENT { return nil }
            throw SystemCall.error("stat", name, .reading, errno)
        }
        let time = UInt64(truncatingIfNeeded: status.st_mtim.tv_sec &* 1_000_000_000 &+ status.st_mtim.tv_nsec)
        var mixed = UInt64(truncatingIfNeeded: status.st_ino) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 29) ^ time) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 32) ^ UInt64(truncatingIfNeeded: status.st_size)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private static func names(in stream: OpaquePointer, of path: String) throws(StorageError) -> [String] {
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw .failed(operation: "list", file: path, code: errno) }
                return names
            }
            // A name that is not UTF-8 is none of ours.
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(validating: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if let name, !name.hasPrefix(".") { names.append(name) }
        }
    }

    private static func makeDirectory(_ path: String) throws(StorageError) {
        var made = mkdir(path, 0o777)
        if made != 0, errno == ENOENT, let parent = parent(of: path) {
            try makeDirectory(parent)
            made = mkdir(path, 0o777)
        }
        if made == 0 { return try synchronizeParent(of: path) }
        let code = errno
        var status = stat()
        // On a read-only file system mkdir may complain of that first; what is there is good enough.
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
        throw SystemCall.error("create", path, .writing, code)
    }

    /// What stands before the last name of a path; nil when that is the whole path.
    private static func parent(of path: String) -> String? {
        let name = path.reversed().drop { $0 == "/" }.prefix { $0 != "/" }
        let parent = path[..<name.endIndex.base]
        return name.isEmpty || parent.isEmpty ? nil : String(parent)
    }

    /// Makes the new directory's own name durable.
    private static func synchronizeParent(of path: String) throws(StorageError) {
        let parent = path + "/.."
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        let descriptor = try SystemCall.make("open", on: parent, for: .reading) { open(parent, flags) }
        defer { close(descriptor) }
        try synchronize(descriptor, parent)
    }

    private static func synchronize(_ directory: Int32, _ path: String) throws(StorageError) {
        do throws(StorageError) {
            try SystemCall.make("fsync", on: path, for: .writing) { fsync(directory) }
        } catch .failed(_, _, code: EINVAL) {
            // Some network file systems know no fsync of a directory; their names are durable or cannot be made so.
        }
    }
}
