import Glibc

/// An open file that no folder knows; it is gone when it is closed.
final class NamelessFile {
    let descriptor: Int32

    init(in folder: String, _ content: String = "") throws {
        var name = Array((folder + "/file-XXXXXX").utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw ChildProcess.Failure(program: folder, code: errno) }
        unlink(name)
        var text = content
        text.withUTF8 { _ = pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    deinit { close(descriptor) }

    /// All that it holds.
    var content: String {
        let size = Int(lseek(descriptor, 0, SEEK_END))
        // All empty arrays are one, and filling it with nothing writes into it.
        guard size > 0 else { return "" }
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = max(0, pread(descriptor, buffer.baseAddress, size, 0))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
