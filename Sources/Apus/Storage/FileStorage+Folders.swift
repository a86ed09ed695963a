import Glibc

extension FileStorage {
    /// A directory within this one, made and made durable where it is missing.
    public func folder(_ name: String) throws(StorageError) -> any Storage {
        try FileName.check(name)
        if mkdirat(directory, name, 0o777) == 0 {
            try synchronize()
        } else if errno != EEXIST {
            throw SystemCall.error("create", name, .writing, errno)
        }
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW
        let opened = try SystemCall.make("open", on: name, for: .reading) { openat(directory, name, flags) }
        return FileStorage(path: path + "/" + name, directory: opened)
    }

    /// Gives the file a hard link in another directory; copies it where the system allows none. The name is durable with the target's
    /// `synchronize`. Says whether both names stand for one file.
    @discardableResult
    public func link(_ name: String, into target: any Storage, as newName: String) throws(StorageError) -> Bool {
        try FileName.check(name)
        try FileName.check(newName)
        if let other = target as? FileStorage {
            if linkat(directory, name, other.directory, newName, 0) == 0 { return true }
            // Another file system, or one without links, or a file of which there are too many, or that belongs to somebody else.
            guard [EXDEV, EPERM, EACCES, EMLINK, EOPNOTSUPP, ENOSYS].contains(errno) else {
                throw SystemCall.error("link", name, .writing, errno)
            }
        }
        let stored = try read(name)
        defer { withExtendedLifetime(stored) {} }
        try target.write(stored.bytes, as: newName)
        return false
    }
}
