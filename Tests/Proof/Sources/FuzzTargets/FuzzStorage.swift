@testable import Apus

/// A storage whose files are given, each in memory of exactly its size, so that a sanitizer sees a read behind the last byte.
/// What is written is thrown away.
final class FuzzStorage: Storage {
    private let files: [String: OwnedBytes]

    init(_ files: [String: [UInt8]]) { self.files = files.mapValues(OwnedBytes.init) }

    func names() throws(StorageError) -> [String] { files.keys.sorted() }

    func read(_ name: String) throws(StorageError) -> any StoredBytes {
        guard let file = files[name] else { throw .missing(file: name) }
        return file
    }

    func create(_ name: String) throws(StorageError) -> any StorageFile { DiscardedFile() }
    func rename(_ name: String, to newName: String) throws(StorageError) { throw .readOnly(file: name) }
    func remove(_ name: String) throws(StorageError) { throw .readOnly(file: name) }
    func synchronize() throws(StorageError) {}
    func lock() throws(StorageError) -> any StorageLock { throw .readOnly(file: "lock") }
    func identity(of name: String) throws(StorageError) -> UInt64? { files[name] == nil ? nil : 1 }
}

/// A file of which nothing is kept.
private final class DiscardedFile: StorageFile {
    func append(_ bytes: UnsafeRawBufferPointer) {}
    func overwriteStart(_ bytes: UnsafeRawBufferPointer) {}
    func synchronize() {}
    func close() {}
}

/// Files of a segment made of any content, with header and footer that fit.
enum FuzzPart {
    static let segment: UInt64 = 7

    /// A reader of one part.
    static func reader(_ part: SegmentPart, _ content: [UInt8]) throws -> PartReader {
        let bytes = file(part, content)
        let finished = PartWriter.Finished(part: part, length: UInt64(bytes.count), checksum: 0)
        return try PartReader(finished, name: part.name, segment: segment, in: FuzzStorage([part.name: bytes]))
    }

    /// The bytes of the file; the checksum is 0, which only `PartReader.verify` would notice.
    static func file(_ part: SegmentPart, _ content: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.run("APUS".utf8)
        writer.byte(part.rawValue)
        writer.byte(PartWriter.formatVersion)
        writer.integer(UInt16(0))
        writer.integer(segment)
        writer.run(content)
        writer.integer(UInt64(content.count + PartWriter.headerBytes + PartWriter.footerBytes))
        writer.integer(UInt32(0))
        return writer.bytes
    }

    /// A writer whose bytes are thrown away.
    static func discarding(_ part: SegmentPart) throws -> PartWriter {
        try PartWriter(part, name: part.name, in: FuzzStorage([:]))
    }
}

/// Runs a decoder; its word for damage is as good as an answer, any other error is a broken promise.
func expectDamageAtMost(_ body: () throws -> Void) throws {
    do { try body() } catch {
        switch error {
        case is DamagedFile, is CorruptBytes, is ManifestError: return
        case IndexError.damaged, IndexError.newer, IndexError.older, IndexError.analyzer, SearchError.damaged: return
        default: throw BrokenPromise("\(type(of: error)) \(error) is no word for damage")
        }
    }
}
