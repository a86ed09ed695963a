/// What the files were like whose documents an index holds, so that unchanged ones can be skipped.
///
///     file   = "APUSsrc\n" version:u16 block* index length:u64 crc32:u32
///     block  = entry{16}                                        the last one may be shorter
///     entry  = shared:varint rest:string size:varint modified:i64 hash:u64
///     index  = offset:u64 × blocks, blocks:u32 entries:u32      where in the file each block begins
///
/// Paths rise bytewise; one is the first `shared` bytes of the path before it, 0 at the start of a block, and `rest`.
/// A table never changes: each commit that touches it writes a new one. Opening looks at the ends only, a look-up at
/// one block; `verify` reads all.
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

    static let magic = Array("APUSsrc\n".utf8)
    static let version: UInt16 = 1
    static let headerBytes = 10
    static let footerBytes = 12
    static let blockEntries = 16
    /// A path of one byte, a size of one, time and hash.
    private static let leastEntryBytes = 20

    package let count: Int
    let name: String
    let file: any StoredBytes
    private let record: Manifest.SourcesRecord
    let blockCount: Int
    private let indexStart: Int

    /// Opens the table that the manifest names. O(1).
    package init(_ record: Manifest.SourcesRecord, in storage: any Storage) throws {
        self.record = record
        name = IndexFileName.sources(generation: record.generation)
        file = try storage.read(name)
        do throws(CorruptBytes) { (count, blockCount, indexStart) = try Self.layout(of: file.bytes, record) } catch {
            throw DamagedFile(file: name, offset: error.offset, reason: error.reason)
        }
    }

    /// What is known of a file, or nil. In bytes that are damaged nothing is known; `verify` tells. O(log entries).
    package subscript(path: String) -> Entry? {
        var path = path
        return try? path.withUTF8 { try entry(of: UnsafeRawBufferPointer($0)) }
    }

    /// The paths that begin with `prefix`, rising. O(log entries + paths).
    package func paths(withPrefix prefix: String = "") throws(DamagedFile) -> [String] {
        var paths: [String] = []
        let start = Array(prefix.utf8)
        do throws(CorruptBytes) {
            var cursor = cursor(
                atBlock: try withUnsafeBytesTyped(of: start) { (start) throws(CorruptBytes) in try block(of: start) })
            while try cursor.advance() {
                if cursor.path.starts(with: start) {
                    guard let path = String(validating: cursor.path, as: UTF8.self) else {
                        throw cursor.damage("a path is not UTF-8")
                    }
                    paths.append(path)
                } else if start.lexicographicallyPrecedes(cursor.path) {
                    break
                }
            }
        } catch { throw damage(error) }
        return paths
    }

    /// Reads the whole file: checksum, structure, order. O(bytes).
    package func verify() throws(DamagedFile) {
        let bytes = file.bytes
        let found = Checksum(of: UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 4)])).value
        guard found == record.checksum else {
            let place = ByteCorrection.place(in: bytes) ?? bytes.count - 4
            throw damage(CorruptBytes(at: place, "checksum \(found), \(record.checksum) expected"))
        }
        do throws(CorruptBytes) {
            var cursor = cursor(atBlock: 0)
            var entries = 0
            while try cursor.advance() { entries += 1 }
            guard entries == count else { throw CorruptBytes(at: indexStart, "\(entries) entries, \(count) expected") }
        } catch { throw damage(error) }
    }

    func damage(_ error: CorruptBytes) -> DamagedFile { DamagedFile(file: name, offset: error.offset, reason: error.reason) }

    /// Stands before the first entry of a block; goes through to the last block.
    func cursor(atBlock block: Int) -> SourceTableCursor { SourceTableCursor(self, atBlock: block) }

    /// Where a block begins, and where the one after it does.
    func range(ofBlock block: Int) throws(CorruptBytes) -> Range<Int> {
        let place = indexStart + block * 8
        func offset(_ place: Int) -> UInt64 { file.bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian }
        let (start, end) = (offset(place), block + 1 < blockCount ? offset(place + 8) : UInt64(indexStart))
        let isInPlace = block == 0 ? start == UInt64(Self.headerBytes) : start > UInt64(Self.headerBytes)
        guard isInPlace, start < end, end <= UInt64(indexStart) else {
            throw CorruptBytes(at: place, "no block is at \(start)..<\(end)")
        }
        return Int(start)..<Int(end)
    }

    private func entry(of path: UnsafeRawBufferPointer) throws(CorruptBytes) -> Entry? {
        guard blockCount > 0 else { return nil }
        var cursor = cursor(atBlock: try block(of: path))
        for _ in 0..<Self.blockEntries {
            guard try cursor.advance() else { return nil }
            if cursor.path.withUnsafeBytes({ !$0.precedes(path) }) {
                return cursor.path.elementsEqual(path) ? cursor.entry : nil
            }
        }
        return nil
    }

    /// The last block whose first path is not above `path`, or the first one.
    private func block(of path: UnsafeRawBufferPointer) throws(CorruptBytes) -> Int {
        var (low, high) = (0, max(1, blockCount))
        while high - low > 1 {
            let middle = (low + high) / 2
            if path.precedes(try firstPath(ofBlock: middle)) { high = middle } else { low = middle }
        }
        return low
    }

    private func firstPath(ofBlock block: Int) throws(CorruptBytes) -> UnsafeRawBufferPointer {
        let range = try range(ofBlock: block)
        var reader = ByteReader(UnsafeRawBufferPointer(rebasing: file.bytes[..<range.upperBound]))
        try reader.seek(to: range.lowerBound)
        _ = try reader.count(upTo: 0)
        return try reader.counted()
    }
}

extension SourceTable {
    /// Checks both ends of the file, and where the index is.
    private static func layout(
        of bytes: UnsafeRawBufferPointer, _ record: Manifest.SourcesRecord
    ) throws(CorruptBytes) -> (count: Int, blockCount: Int, indexStart: Int) {
        guard UInt64(bytes.count) == record.length, bytes.count >= headerBytes + 8 + footerBytes else {
            throw CorruptBytes(at: bytes.count, "\(record.length) bytes expected, \(bytes.count) are there")
        }
        var reader = ByteReader(bytes)
        guard try reader.run(magic.count).elementsEqual(magic) else { throw CorruptBytes(at: 0, "no \"APUSsrc\" at the start") }
        let found: UInt16 = try reader.integer()
        guard found == version else { throw CorruptBytes(at: magic.count, "version \(found), \(version) expected") }
        let footer = bytes.count - footerBytes
        try reader.seek(to: footer - 8)
        let (blocks, entries) = (Int(try reader.integer(UInt32.self)), Int(try reader.integer(UInt32.self)))
        guard try reader.integer(UInt64.self) == record.length, try reader.integer(UInt32.self) == record.checksum else {
            throw CorruptBytes(at: footer, "the footer is not what the manifest says")
        }
        let room = footer - 8 - headerBytes
        guard blocks == (entries + blockEntries - 1) / blockEntries, blocks <= room / 8,
            entries <= (room - blocks * 8) / leastEntryBytes
        else { throw CorruptBytes(at: footer - 8, "\(entries) entries in \(blocks) blocks do not fit") }
        return (entries, blocks, footer - 8 - blocks * 8)
    }
}
