import Glibc

/// The rule for names in a storage: plain names, so that none leads out of it.
enum FileName {
    /// Refuses names that are empty, hidden, longer than a directory entry, or hold a slash or NUL.
    static func check(_ name: String) throws(StorageError) {
        let bytes = name.utf8
        guard let first = bytes.first, first != UInt8(ascii: "."), bytes.count <= 255 else {
            throw StorageError.failed(operation: "name", file: name, code: EINVAL)
        }
        guard !bytes.contains(UInt8(ascii: "/")), !bytes.contains(0) else {
            throw StorageError.failed(operation: "name", file: name, code: EINVAL)
        }
    }
}
