/// What the files were like whose documents an index holds, so that unchanged ones can be skipped.
///
///     file   = "APUSsrc\n" version:u16 count:u32 { path:string size:varint modified:u64 hash:u64 } length:u64 crc32:u32
///
/// Paths rise bytewise. A table never changes; each commit that touches it writes a new one.
package struct SourceTable: Sendable {
    /// A file as it was read.
    package struct Entry: Equatable, Sendable {
        /// Bytes.
        package var size: UInt64
        /// Nanoseconds since 1970.
        package var modified: Int64
        package var hash: UInt64

        package init(size: UInt64, modified: Int64, hash: UInt64) {
            self.size = size
            self.modified = modified
            self.hash = hash
        }
    }

    private static let magic = Array("APUSsrc\n".utf8)
    private static let version: UInt16 = 1
    private static let footerBytes = 12
    /// A path of one byte, a size of one, time and hash.
    private static let leastEntryBytes = 19

    package private(set) var entries: [String: Entry] = [:]

    package subscript(path: String) -> Entry? { entries[path] }

    /// Reads the table that the manifest names.
    package init(_ record: Manifest.SourcesRecord, in storage: any Storage) throws {
        let name = IndexFileName.sources(generation: record.generation)
        let file = try storage.read(name)
        do throws(CorruptBytes) { try self.init(decoding: file.bytes, record) } catch {
            throw DamagedFile(file: name, offset: error.offset, reason: error.reason)
        }
    }

    private init(decoding bytes: UnsafeRawBufferPointer, _ record: Manifest.SourcesRecord) throws(CorruptBytes) {
        guard UInt64(bytes.count) == record.length, bytes.count > Self.magic.count + Self.footerBytes else {
            throw CorruptBytes(at: bytes.count, "\(record.length) bytes expected, \(bytes.count) are there")
        }
        let checked = UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 4)])
        let stored = bytes.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self).littleEndian
        guard Checksum(of: checked).value == record.checksum, stored == record.checksum else {
            throw CorruptBytes(at: bytes.count - 4, "the checksum is wrong")
        }
        var reader = ByteReader(UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - Self.footerBytes)]))
        guard try reader.run(Self.magic.count).elementsEqual(Self.magic), try reader.integer(UInt16.self) == Self.version else {
            throw CorruptBytes(at: 0, "this is no table of sources of version \(Self.version)")
        }
        let count = Int(try reader.integer(UInt32.self))
        guard count <= reader.remaining / Self.leastEntryBytes else {
            throw CorruptBytes(at: reader.offset, "\(count) entries do not fit")
        }
        entries.reserveCapacity(count)
        for _ in 0..<count {
            let path = try reader.string()
            let size = try reader.varint()
            entries[path] = Entry(size: size, modified: try reader.integer(), hash: try reader.integer())
        }
        guard reader.isAtEnd else { throw CorruptBytes(at: reader.offset, "\(reader.remaining) bytes follow the last entry") }
    }

    private init() {}

    /// Writes the table of a generation: an earlier one with changes and without removals. Nil when it has become empty.
    package static func updating(
        _ earlier: SourceTable?, changes: [String: Entry], removals: Set<String>, generation: UInt64, in storage: any Storage
    ) throws(StorageError) -> Manifest.SourcesRecord? {
        var table = earlier ?? SourceTable()
        for path in removals { table.entries[path] = nil }
        table.entries.merge(changes) { $1 }
        guard !table.entries.isEmpty else { return nil }
        let bytes = table.encoded()
        let file = try storage.create(IndexFileName.sources(generation: generation))
        try withUnsafeBytesTyped(of: bytes) { (bytes) throws(StorageError) in try file.append(bytes) }
        try file.synchronize()
        try file.close()
        let checksum = bytes.withUnsafeBytes { Checksum(of: UnsafeRawBufferPointer(rebasing: $0[..<($0.count - 4)])) }
        return Manifest.SourcesRecord(generation: generation, length: UInt64(bytes.count), checksum: checksum.value)
    }

    private func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.run(Self.magic)
        writer.integer(Self.version)
        writer.integer(UInt32(entries.count))
        for (path, entry) in entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            writer.string(path)
            writer.varint(entry.size)
            writer.integer(entry.modified)
            writer.integer(entry.hash)
        }
        writer.integer(UInt64(writer.count + Self.footerBytes))
        let checksum = writer.bytes.withUnsafeBytes { Checksum(of: $0) }
        writer.integer(checksum.value)
        return writer.bytes
    }
}
