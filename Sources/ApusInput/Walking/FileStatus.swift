import Glibc

/// What the system says about a file.
struct FileStatus: Equatable {
    enum Kind { case file, directory, other }

    /// Tells whether two paths lead to the same file.
    struct Identity: Hashable {
        var device: UInt
        var node: UInt
    }

    var kind: Kind
    /// Bytes.
    var size: UInt64
    /// When it was last changed, in nanoseconds since 1970.
    var modified: Int64
    var identity: Identity

    init(kind: Kind, size: UInt64, modified: Int64, identity: Identity) {
        self.kind = kind
        self.size = size
        self.modified = modified
        self.identity = identity
    }

    /// Follows links. Nil, with `errno` set, when the system refuses.
    init?(path: [UInt8]) {
        var info = stat()
        guard FilePath.withCString(path, { stat($0, &info) }) == 0 else { return nil }
        self.init(info)
    }

    /// Nil, with `errno` set, when the system refuses.
    init?(descriptor: Int32) {
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { return nil }
        self.init(info)
    }

    private init(_ info: stat) {
        switch info.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .directory
        default: kind = .other
        }
        size = UInt64(max(0, info.st_size))
        let (nanoseconds, overflow) = Int64(info.st_mtim.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
        modified = overflow ? .max : nanoseconds &+ Int64(info.st_mtim.tv_nsec)
        identity = Identity(device: UInt(info.st_dev), node: UInt(info.st_ino))
    }
}
