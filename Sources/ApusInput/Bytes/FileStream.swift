import Apus
import Glibc

/// The bytes of a file as they lie there, counted and hashed on the way.
final class FileStream: ByteStream {
    let status: FileStatus
    private let descriptor: Int32
    private let ownsDescriptor: Bool
    private(set) var byteCount = 0
    private var hash = ContentHash()
    private var isAtEnd = false

    /// Opens the file, or takes standard input, which stays open.
    init(_ source: InputSource) throws(InputFailure) {
        let descriptor =
            source.descriptor ?? FilePath.withCString(source.pathBytes) { open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
        guard descriptor >= 0 else { throw .system(code: errno) }
        self.descriptor = descriptor
        ownsDescriptor = source.descriptor == nil
        status =
            FileStatus(descriptor: descriptor)
            ?? FileStatus(kind: .other, size: 0, modified: 0, identity: .init(device: 0, node: 0))
        guard status.kind != .directory else { throw .directory }
    }

    deinit { if ownsDescriptor { close(descriptor) } }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(InputFailure) -> Int {
        guard !isAtEnd else { return 0 }
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(code: errno) }
            isAtEnd = count == 0
            byteCount += count
            hash.update(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
            return count
        }
    }

    /// Size, time and hash of a regular file that was read to its end.
    var fingerprint: SourceTable.Entry? {
        guard isAtEnd, status.kind == .file else { return nil }
        return SourceTable.Entry(size: UInt64(byteCount), modified: status.modified, hash: hash.value)
    }
}
