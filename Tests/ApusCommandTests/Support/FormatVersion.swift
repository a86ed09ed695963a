import Apus

/// Manifests of other versions of the format.
enum FormatVersion {
    /// The manifest as a release would have written it whose format has this version: with a checksum that fits.
    static func changed(_ manifest: [UInt8], to version: UInt16) -> [UInt8] {
        var changed = manifest
        withUnsafeBytes(of: version.littleEndian) { changed.replaceSubrange(8..<10, with: $0) }
        let end = changed.count - 4
        let checksum = changed.withUnsafeBytes { Checksum(of: UnsafeRawBufferPointer(rebasing: $0[..<end])).value }
        withUnsafeBytes(of: checksum.littleEndian) { changed.replaceSubrange(end..., with: $0) }
        return changed
    }
}
