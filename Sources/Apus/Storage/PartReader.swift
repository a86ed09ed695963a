/// What is wrong with a file of the index: which, where, and what was expected.
public struct DamagedFile: Error, Equatable, Sendable {
    /// The file's name in the index.
    public var file: String
    /// Bytes from the start of the file.
    public var offset: Int
    /// What was expected or found there.
    public var reason: String

    /// Damage at a place of a file.
    public init(file: String, offset: Int, reason: String) {
        self.file = file
        self.offset = offset
        self.reason = reason
    }
}

/// One file of a segment, opened: its header and footer agree with what the manifest says of it.
///
/// Opening looks at 28 bytes whatever the file's size; `verify` reads it whole.
package final class PartReader: Sendable {
    package let name: String
    package let expected: PartWriter.Finished
    private let file: any StoredBytes
    // Borrowed from `file`, which stays readable for as long as this object keeps it.
    nonisolated(unsafe) private let bytes: UnsafeRawBufferPointer
    /// The content without header and footer. Offsets in it are `PartWriter.headerBytes` less than in the file.
    nonisolated(unsafe) package let content: UnsafeRawBufferPointer

    /// - Parameter checksEnvelope: whether header, footer and length must be right; else only the content must be there.
    package init(
        _ expected: PartWriter.Finished, name: String, segment: UInt64, in storage: any Storage, checksEnvelope: Bool = true
    ) throws {
        self.name = name
        self.expected = expected
        file = try storage.read(name)
        bytes = file.bytes
        guard let end = Int(exactly: expected.length).map({ $0 - PartWriter.footerBytes }), end >= PartWriter.headerBytes,
            checksEnvelope ? bytes.count == end + PartWriter.footerBytes : bytes.count >= end
        else {
            throw DamagedFile(
                file: name, offset: bytes.count, reason: "\(expected.length) bytes expected, \(bytes.count) are there")
        }
        content = UnsafeRawBufferPointer(rebasing: bytes[PartWriter.headerBytes..<end])
        if checksEnvelope { try check(segment: segment) }
    }

    /// Turns an error in the content into one that names the file.
    package func damage(_ corrupt: CorruptBytes) -> DamagedFile {
        DamagedFile(file: name, offset: corrupt.offset + PartWriter.headerBytes, reason: corrupt.reason)
    }

    /// Whether the content is what was written, whatever header and footer say: these are as good as known, so the manifest's checksum
    /// tells. O(length).
    package func hasWholeContent(segment: UInt64) -> Bool {
        var checksum = PartWriter.header(of: expected.part, segment: segment).withUnsafeBytes { Checksum(of: $0) }
        checksum.update(content)
        withUnsafeBytes(of: expected.length.littleEndian) { checksum.update($0) }
        return checksum.value == expected.checksum
    }

    /// Whether the file says that it belongs to another segment.
    package func isOfAnother(than segment: UInt64) -> Bool {
        bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian != segment
    }

    /// Reads the whole file and compares its checksum with the footer's and the manifest's. The offset in the error is that of the damage where
    /// a single byte explains it and the file has at most 1 MiB, else that of the checksum. O(length).
    package func verify() throws(DamagedFile) {
        let stored = bytes.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self).littleEndian
        let found = Checksum(of: UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 4)])).value
        guard found == stored, stored == expected.checksum else {
            let reason = "checksum \(found), \(expected.checksum) expected, \(stored) in the footer"
            throw DamagedFile(file: name, offset: ByteCorrection.place(in: bytes) ?? bytes.count - 4, reason: reason)
        }
    }

    private func check(segment: UInt64) throws(DamagedFile) {
        guard bytes[..<4].elementsEqual("APUS".utf8) else { throw damaged(at: 0, "no \"APUS\" at the start") }
        guard bytes[4] == expected.part.rawValue else {
            throw damaged(at: 4, "the part is \(bytes[4]), \(expected.part.rawValue) expected")
        }
        guard bytes[5] == PartWriter.formatVersion else {
            throw damaged(at: 5, "format version \(bytes[5]), \(PartWriter.formatVersion) expected")
        }
        guard bytes.loadUnaligned(fromByteOffset: 6, as: UInt16.self) == 0 else {
            throw damaged(at: 6, "the header's reserved bytes are not 0")
        }
        let found = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
        guard found == segment else { throw damaged(at: 8, "the file belongs to another segment") }
        let footer = bytes.count - PartWriter.footerBytes
        guard bytes.loadUnaligned(fromByteOffset: footer, as: UInt64.self).littleEndian == expected.length else {
            throw damaged(at: footer, "the footer's length is not the file's")
        }
        guard bytes.loadUnaligned(fromByteOffset: footer + 8, as: UInt32.self).littleEndian == expected.checksum else {
            throw damaged(at: footer + 8, "the footer's checksum is not the manifest's")
        }
    }

    private func damaged(at offset: Int, _ reason: String) -> DamagedFile {
        DamagedFile(file: name, offset: offset, reason: reason)
    }
}
