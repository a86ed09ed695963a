import Glibc

/// System calls as the storage makes them: interrupted ones are made again, failed ones become a `StorageError`.
enum SystemCall {
    /// Whether a refusal (`EACCES`, `EPERM`) means that the storage can only be read.
    enum Purpose { case reading, writing }

    /// Makes a call that answers -1 when it fails.
    @discardableResult
    static func make<T: SignedInteger>(
        _ operation: String, on file: String, for purpose: Purpose, _ call: () -> T
    ) throws(StorageError) -> T {
        while true {
            let result = call()
            if result != -1 { return result }
            let code = errno
            if code != EINTR { throw error(operation, file, purpose, code) }
        }
    }

    static func error(_ operation: String, _ file: String, _ purpose: Purpose, _ code: Int32) -> StorageError {
        switch code {
        case ENOENT: .missing(file: file)
        case EROFS: .readOnly(file: file)
        case EACCES where purpose == .writing, EPERM where purpose == .writing: .readOnly(file: file)
        default: .failed(operation: operation, file: file, code: code)
        }
    }

    /// Writes all of `bytes`, however many calls that takes: behind what was written last, or from `offset` on.
    static func write(
        _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at offset: Int? = nil, of file: String
    ) throws(StorageError) {
        var written = 0
        while written < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
            let count = try make("write", on: file, for: .writing) {
                if let offset { return pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + written)) }
                return Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            // A device that takes nothing and says nothing would hold us here for ever.
            guard count > 0 else { throw StorageError.failed(operation: "write", file: file, code: EIO) }
            written += count
        }
    }
}
