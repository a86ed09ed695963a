import Apus
import Glibc

extension Apusd {
    /// Reads a file of synonyms; a line that cannot be read keeps the daemon from starting.
    static func synonyms(at path: String) throws -> Synonyms {
        guard let file = fopen(path, "re") else { throw StartFailure("\(path): \(String(cString: strerror(errno)))") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        guard ferror(file) == 0 else { throw StartFailure("\(path): \(String(cString: strerror(errno)))") }
        do throws(Synonyms.BadLine) { return try Synonyms(String(decoding: bytes, as: UTF8.self)) } catch {
            throw StartFailure("\(path):\(error.line): \(error.reason)", code: 2)
        }
    }
}
