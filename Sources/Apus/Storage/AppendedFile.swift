import Glibc

/// A file of a `FileStorage` while it is written. After a failure every further call fails the same way:
/// what the kernel dropped once, a second fsync would report as written.
final class AppendedFile: StorageFile {
    private let name: String
    private var descriptor: Int32
    private var length = 0
    private var failure: StorageError?

    init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    deinit {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        try attempt { () throws(StorageError) in try SystemCall.write(bytes, to: descriptor, of: name) }
        length += bytes.count
    }

    func overwriteStart(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        precondition(bytes.count <= length, "only what was appended can be overwritten")
        try attempt { () throws(StorageError) in try SystemCall.write(bytes, to: descriptor, at: 0, of: name) }
    }

    func synchronize() throws(StorageError) {
        try attempt { () throws(StorageError) in
            try SystemCall.make("fsync", on: name, for: .writing) { fsync(descriptor) }
        }
    }

    func close() throws(StorageError) {
        guard descriptor >= 0 else { return }
        try attempt { () throws(StorageError) in
            // Not made again when interrupted: Linux has closed the descriptor even then.
            let result = Glibc.close(descriptor)
            let code = errno
            descriptor = -1
            if result != 0, code != EINTR { throw StorageError.failed(operation: "close", file: name, code: code) }
        }
    }

    private func attempt(_ work: () throws(StorageError) -> Void) throws(StorageError) {
        if let failure { throw failure }
        do throws(StorageError) { try work() } catch {
            failure = error
            throw error
        }
    }
}
