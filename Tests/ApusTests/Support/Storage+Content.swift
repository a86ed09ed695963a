@testable import Apus

/// Whole files at once, for tests.
extension Storage {
    func write(_ content: [UInt8], to name: String) throws {
        let file = try create(name)
        try withUnsafeBytesTyped(of: content) { (bytes) throws(StorageError) in try file.append(bytes) }
        try file.synchronize()
        try file.close()
    }

    func content(of name: String) throws -> [UInt8] {
        let stored = try read(name)
        return withExtendedLifetime(stored) { Array(stored.bytes) }
    }
}
