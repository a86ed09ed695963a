extension Manifest {
    /// Reads the bytes of a manifest's file.
    package init(decoding bytes: UnsafeRawBufferPointer) throws(ManifestError) {
        let version: UInt16
        var reader: ByteReader
        do throws(CorruptBytes) {
            reader = ByteReader(try Self.checkEnvelope(of: bytes))
            try reader.seek(to: Self.magic.count)
            version = try reader.integer()
        } catch { throw .damaged(Self.damage(error)) }
        if version > Self.newestVersion { throw .newer(version: version) }
        if version < Self.oldestVersion { throw .older(version: version) }
        do throws(CorruptBytes) {
            var decoder = ManifestDecoder(reader, version: version)
            self = try decoder.manifest()
        } catch { throw .damaged(Self.damage(error)) }
    }

    private static func damage(_ error: CorruptBytes) -> DamagedFile {
        DamagedFile(file: IndexFileName.manifest, offset: error.offset, reason: error.reason)
    }

    /// The bytes before the footer, once magic, length and checksum are right.
    private static func checkEnvelope(of bytes: UnsafeRawBufferPointer) throws(CorruptBytes) -> UnsafeRawBufferPointer {
        let end = bytes.count - footerBytes
        guard end >= magic.count + 2 else { throw CorruptBytes(at: bytes.count, "too short to be a manifest") }
        guard bytes[..<magic.count].elementsEqual(magic) else { throw CorruptBytes(at: 0, "no \"APUSidx\" at the start") }
        var footer = ByteReader(bytes)
        try footer.seek(to: end)
        let length: UInt64 = try footer.integer()
        guard length == UInt64(bytes.count) else {
            throw CorruptBytes(at: end, "\(length) bytes expected, \(bytes.count) are there")
        }
        let found = Checksum(of: UnsafeRawBufferPointer(rebasing: bytes[..<footer.offset])).value
        let stored: UInt32 = try footer.integer()
        guard stored == found else {
            throw CorruptBytes(at: ByteCorrection.place(in: bytes) ?? end + 8, "checksum \(found), \(stored) expected")
        }
        return UnsafeRawBufferPointer(rebasing: bytes[..<end])
    }
}
