import Glibc

/// A whole file in a read-only memory map, unmapped with this object.
///
/// Files of an index are never truncated, so a map of one never outlasts its bytes.
final class MappedBytes: StoredBytes {
    // Written by nobody while it is mapped here, so threads can share it.
    nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

    /// Maps what `descriptor` stands for, which can be closed afterwards.
    init(descriptor: Int32, name: String) throws(StorageError) {
        var status = stat()
        try SystemCall.make("stat", on: name, for: .reading) { fstat(descriptor, &status) }
        guard status.st_mode & S_IFMT == S_IFREG, let length = Int(exactly: status.st_size) else {
            throw .failed(operation: "read", file: name, code: EINVAL)
        }
        // There are no maps of no bytes.
        guard length > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let start = mmap(nil, length, PROT_READ, MAP_SHARED, descriptor, 0), start != MAP_FAILED else {
            throw .failed(operation: "map", file: name, code: errno)
        }
        bytes = UnsafeRawBufferPointer(start: start, count: length)
    }

    deinit {
        if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
    }
}
