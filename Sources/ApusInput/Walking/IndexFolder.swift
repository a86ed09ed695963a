import Apus

/// Tells the folder of an index from one with documents: what an index is made of is nothing to be indexed.
enum IndexFolder {
    private static let manifest = Array("manifest".utf8)

    /// Whether the folder's manifest begins as that of an index does.
    static func isOne(_ path: [UInt8]) -> Bool {
        let name = FilePath.joined(path, manifest)
        guard FileStatus(path: name)?.kind == .file, let file = try? FileStream(InputSource(file: name)) else { return false }
        var start = [UInt8](repeating: 0, count: Manifest.magic.count)
        let count = try? start.withUnsafeMutableBufferPointer { try file.read(into: $0) }
        return count == start.count && start == Manifest.magic
    }
}
