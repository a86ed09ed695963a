/// Writes one file of a segment: header, content, footer, with the checksum taken on the way.
///
///     file   = header content footer
///     header = "APUS" part:u8 version:u8 0:u16 segment:u64          16 bytes
///     footer = length:u64 crc32:u32                                 12 bytes; the length is the whole file's,
///                                                                   the checksum that of all bytes before it
///
/// The segment's identity may be unknown until the content is written; it is given to `finish`.
package final class PartWriter {
    package static let headerBytes = 16
    package static let footerBytes = 12
    package static let formatVersion: UInt8 = 1
    private static let bufferBytes = 256 << 10

    package let part: SegmentPart
    package let name: String
    private let file: any StorageFile
    private var buffer: [UInt8] = []
    private var content = Checksum()
    private var contentBytes = 0

    /// What the manifest says of a finished file.
    package struct Finished: Equatable, Sendable {
        package var part: SegmentPart
        package var length: UInt64
        package var checksum: UInt32
    }

    package init(_ part: SegmentPart, name: String, in storage: any Storage) throws(StorageError) {
        self.part = part
        self.name = name
        file = try storage.create(name)
        buffer.reserveCapacity(Self.bufferBytes + 64)
        try withUnsafeBytesTyped(of: Self.header(of: part, segment: 0)) { (bytes) throws(StorageError) in try file.append(bytes) }
    }

    /// The offset in the file at which the next byte will stand.
    package var offset: Int { Self.headerBytes + contentBytes + buffer.count }

    package func append(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        if buffer.count + bytes.count > Self.bufferBytes { try flush() }
        if bytes.count > Self.bufferBytes { return try write(bytes) }
        buffer.append(contentsOf: bytes)
    }

    package func append(_ bytes: [UInt8]) throws(StorageError) {
        try withUnsafeBytesTyped(of: bytes) { (run) throws(StorageError) in try append(run) }
    }

    package func integer<T: FixedWidthInteger>(_ value: T) throws(StorageError) {
        if buffer.count + 16 > Self.bufferBytes { try flush() }
        withUnsafeBytes(of: value.littleEndian) { buffer.append(contentsOf: $0) }
    }

    /// Writes footer and header and makes the file durable.
    package func finish(segment: UInt64) throws(StorageError) -> Finished {
        try flush()
        let header = Self.header(of: part, segment: segment)
        let length = UInt64(Self.headerBytes + contentBytes + Self.footerBytes)
        var footer = ByteWriter()
        footer.integer(length)
        var checksum = header.withUnsafeBytes { Checksum(of: $0) }.followed(by: content, count: contentBytes)
        footer.bytes.withUnsafeBytes { checksum.update($0) }
        footer.integer(checksum.value)
        try withUnsafeBytesTyped(of: footer.bytes) { (bytes) throws(StorageError) in try file.append(bytes) }
        try withUnsafeBytesTyped(of: header) { (bytes) throws(StorageError) in try file.overwriteStart(bytes) }
        try file.synchronize()
        try file.close()
        return Finished(part: part, length: length, checksum: checksum.value)
    }

    func flush() throws(StorageError) {
        guard !buffer.isEmpty else { return }
        try withUnsafeBytesTyped(of: buffer) { (bytes) throws(StorageError) in try write(bytes) }
        buffer.removeAll(keepingCapacity: true)
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        content.update(bytes)
        contentBytes += bytes.count
        try file.append(bytes)
    }

    static func header(of part: SegmentPart, segment: UInt64) -> [UInt8] {
        var header = ByteWriter()
        header.run("APUS".utf8)
        header.byte(part.rawValue)
        header.byte(formatVersion)
        header.integer(UInt16(0))
        header.integer(segment)
        return header.bytes
    }
}

/// `withUnsafeBytes` that keeps the error's type.
@inline(__always)
package func withUnsafeBytesTyped<R, E: Error>(of bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R
{
    var outcome: Result<R, E>?
    bytes.withUnsafeBytes { run in
        do throws(E) { outcome = .success(try body(run)) } catch { outcome = .failure(error) }
    }
    return try outcome!.get()
}
