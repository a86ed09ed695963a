import Glibc

/// What the process holds of the machine's memory, apart from files that are mapped.
struct ProcessMemory {
    // Glibc's headers show it to C only; other libraries of C have none.
    private static let trim: (@convention(c) (Int) -> Int32)? = dlsym(nil, "malloc_trim").map {
        unsafeBitCast($0, to: (@convention(c) (Int) -> Int32).self)
    }

    // Less than this is not worth the work of giving it back.
    private static let worthwhile = 16 << 20

    /// What was left after memory was given back the last time.
    private var kept = 0

    /// Anonymous memory that is resident, in bytes (`RssAnon`); nil where the system does not tell.
    static func anonymousBytes() -> Int? {
        let file = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(file, &bytes, bytes.count)
        guard count > 0 else { return nil }
        let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix("RssAnon:") }) else { return nil }
        return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }.map { $0 << 10 }
    }

    /// Gives what is free back to the system, where it may be much. For a moment in which nothing is asked: it takes milliseconds.
    mutating func giveBack() {
        guard let trim = Self.trim, let now = Self.anonymousBytes(), now > kept + Self.worthwhile else { return }
        _ = trim(0)
        kept = Self.anonymousBytes() ?? now
    }
}
