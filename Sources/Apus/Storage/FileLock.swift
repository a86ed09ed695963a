import Glibc

/// The one writer's lock: an `flock` on the file `lock`, which the kernel frees when its holder dies, however it dies.
///
/// The file says who holds it and since when (`4242 2025-03-01T12:00:00Z`), and is never removed: two writers
/// would otherwise lock two files of one name.
final class FileLock: StorageLock {
    static let name = "lock"
    private let descriptor: Locked<Int32?>

    init(in directory: Int32) throws(StorageError) {
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        let file = try SystemCall.make("lock", on: Self.name, for: .writing) { openat(directory, Self.name, flags, 0o666) }
        do throws(StorageError) {
            try Self.take(file)
        } catch {
            close(file)
            throw error
        }
        descriptor = Locked(file)
    }

    deinit { release() }

    func release() {
        descriptor.withLock { held in
            guard let file = held else { return }
            // Closing alone would not do: a child that is just being started has the file open too, until it runs its program.
            flock(file, LOCK_UN)
            close(file)
            held = nil
        }
    }

    private static func take(_ file: Int32) throws(StorageError) {
        do throws(StorageError) {
            try SystemCall.make("lock", on: name, for: .writing) { flock(file, LOCK_EX | LOCK_NB) }
        } catch .failed(_, _, code: EWOULDBLOCK) {
            throw holder(of: file)
        }
        let text = Array("\(getpid()) \(timestamp(of: time(nil)))\n".utf8)
        // A shorter line than the last holder's would leave the end of that behind.
        try SystemCall.make("lock", on: name, for: .writing) { ftruncate(file, 0) }
        try SystemCall.make("lock", on: name, for: .writing) { pwrite(file, text, text.count, 0) }
    }

    /// Who holds the lock, as far as the file tells: process 0 and no time where it is not written yet.
    private static func holder(of file: Int32) -> StorageError {
        var text = [UInt8](repeating: 0, count: 64)
        let count = pread(file, &text, text.count, 0)
        let words = String(decoding: text.prefix(max(0, count)), as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let process = words.first.flatMap { Int32($0) } ?? 0
        return .locked(byProcess: process, since: words.count > 1 ? String(words[1]) : "")
    }

    /// RFC 3339 in UTC, to the second.
    static func timestamp(of time: time_t) -> String {
        var seconds = time
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func padded(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let date = "\(parts.tm_year + 1900)-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
        return "\(date)T\(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec))Z"
    }
}
