import Glibc

/// The names in a folder, in the order in which the walk meets them: that of the bytes of whole paths.
struct DirectoryListing {
    struct Entry: Equatable {
        var name: [UInt8]
        /// Of what a link leads to, where that is a file; a link to a folder is neither file nor folder.
        var status: FileStatus?
        /// Why there is no status: an `errno`, also of a link that leads nowhere.
        var failureCode: Int32?

        var isDirectory: Bool { status?.kind == .directory }
    }

    private(set) var entries: [Entry] = []

    /// Only these names of a folder, those that are there.
    init(path: [UInt8], names: Set<[UInt8]>) {
        for name in names { add(name, type: Int32(DT_UNKNOWN), in: path) }
        sort()
    }

    /// Nil, with `errno` set, when the system refuses to list the folder.
    init?(path: [UInt8]) {
        guard let directory = FilePath.withCString(path, { opendir($0) }) else { return nil }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = Self.name(of: entry)
            guard name != Array(".".utf8), name != Array("..".utf8) else { continue }
            add(name, type: Int32(entry.pointee.d_type), in: path)
        }
        sort()
    }

    private mutating func sort() {
        // A folder sorts as its content does, that is with a slash behind its name.
        entries.sort { Self.key($0).lexicographicallyPrecedes(Self.key($1)) }
    }

    private mutating func add(_ name: [UInt8], type: Int32, in folder: [UInt8]) {
        let path = FilePath.joined(folder, name)
        guard var status = FileStatus(path: path) else {
            let code = errno
            // A link that leads nowhere is told of, what was taken away in this moment is not.
            var info = stat()
            guard code != ENOENT || FilePath.withCString(path, { lstat($0, &info) }) == 0 else { return }
            entries.append(Entry(name: name, failureCode: code))
            return
        }
        if status.kind == .directory, Self.isLink(path, type: type) { status.kind = .other }
        entries.append(Entry(name: name, status: status))
    }

    private static func isLink(_ path: [UInt8], type: Int32) -> Bool {
        if type != Int32(DT_UNKNOWN) { return type == Int32(DT_LNK) }
        var info = stat()
        return FilePath.withCString(path, { lstat($0, &info) }) == 0 && info.st_mode & S_IFMT == S_IFLNK
    }

    /// The record may be shorter than its type says, so only the bytes of the name are touched.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        let offset = MemoryLayout<dirent>.offset(of: \.d_name).unsafelyUnwrapped
        let start = UnsafeRawPointer(entry) + offset
        return Array(UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self))))
    }

    private static func key(_ entry: Entry) -> [UInt8] {
        entry.isDirectory ? entry.name + [UInt8(ascii: "/")] : entry.name
    }
}
