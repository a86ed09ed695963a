import Glibc

/// Reads a file line by line.
struct LineFile: ~Copyable {
    private let file: UnsafeMutablePointer<FILE>
    private var buffer: UnsafeMutablePointer<CChar>?
    private var capacity = 0

    struct Unreadable: Error {
        var path: String
    }

    init(_ path: String) throws {
        guard let file = path == "-" ? fdopen(0, "r") : fopen(path, "r") else { throw Unreadable(path: path) }
        self.file = file
    }

    deinit {
        fclose(file)
        free(buffer)
    }

    /// All lines of a file.
    static func lines(of path: String) throws -> [String] {
        var file = try LineFile(path)
        var lines: [String] = []
        while let line = file.next() { lines.append(line) }
        return lines
    }

    /// The next line without its end; nil when there is none.
    mutating func next() -> String? {
        let length = getline(&buffer, &capacity, file)
        guard length > 0, let buffer else { return nil }
        let bytes = UnsafeRawBufferPointer(start: buffer, count: length)
        let end = bytes[length - 1] == 0x0A ? length - 1 : length
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}
