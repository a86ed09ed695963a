/// The manifest of an index as far as it can be had, and what is wrong with the file.
///
/// It alone names the fields, so it cannot be made anew from the segments. Three things can be done: a single wrong byte is found by the
/// checksum, bytes behind the end by the length before it, and of a commit that was broken off `manifest.new` may be whole, with all of its files.
struct RestoredManifest {
    let manifest: Manifest
    /// Nil where the file is sound.
    let problem: DamagedFile?

    /// Throws `.damaged` where the manifest cannot be had, `.missing` where there never was one, `.newer`, `.older`.
    init(in storage: any Storage) throws(IndexError) {
        do {
            if let manifest = try Manifest.read(from: storage) {
                (self.manifest, problem) = (manifest, nil)
                return
            }
            guard try IndexFileName.hasSegments(storage) else { throw IndexError.missing(IndexFileName.manifest) }
            problem = IndexFileName.missingManifest
        } catch {
            guard case .damaged(let file) = IndexError(error) else { throw IndexError(error) }
            problem = file
        }
        guard let found = Self.corrected(in: storage) ?? Self.shortened(in: storage) ?? Self.unfinished(in: storage) else {
            throw .damaged(problem ?? IndexFileName.missingManifest)
        }
        manifest = found
    }

    /// The manifest whose checksum is right when one byte is changed, if there is exactly one.
    private static func corrected(in storage: any Storage) -> Manifest? {
        guard let file = try? Manifest.file(in: storage) else { return nil }
        defer { withExtendedLifetime(file) {} }
        return ByteCorrection(Array(file.bytes))?.only { bytes in
            try? withUnsafeBytesTyped(of: bytes) { (bytes) throws(ManifestError) in try Manifest(decoding: bytes) }
        }
    }

    /// The manifest without what stands behind its end, which its length tells. O(length).
    private static func shortened(in storage: any Storage) -> Manifest? {
        guard let file = try? Manifest.file(in: storage) else { return nil }
        return withExtendedLifetime(file) {
            let bytes = file.bytes
            let lengthPlace = 12
            for end in stride(from: bytes.count - 1, through: lengthPlace, by: -1) {
                let length = bytes.loadUnaligned(fromByteOffset: end - lengthPlace, as: UInt64.self).littleEndian
                guard length == UInt64(end) else { continue }
                if let manifest = try? Manifest(decoding: UnsafeRawBufferPointer(rebasing: bytes[..<end])) { return manifest }
            }
            return nil
        }
    }

    private static func unfinished(in storage: any Storage) -> Manifest? {
        guard let file = try? storage.read(IndexFileName.newManifest), let manifest = try? Manifest(decoding: file.bytes),
            let names = try? Set(storage.names()), manifest.fileNames.allSatisfy(names.contains)
        else { return nil }
        return manifest
    }
}
