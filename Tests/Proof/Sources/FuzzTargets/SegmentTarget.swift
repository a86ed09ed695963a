@testable import Apus

extension FuzzTarget {
    static let segment = damagedIndex(
        "segment", "a whole index with repaired checksums under every query, check and commit", SegmentUse.readings)
    static let merge = damagedIndex("merge", "merges, in the old order and a new one, of what is damaged", SegmentUse.merges)

    /// The sample index with some bytes changed and every checksum made right, under one use a run.
    ///
    ///     input = use:u8 { file:u8 place:u16 value:u8 }
    private static func damagedIndex(_ name: String, _ summary: String, _ uses: [SegmentUse]) -> FuzzTarget {
        FuzzTarget(name, summary) {
            uses.indices.map { use in
                let change: [UInt8] = [UInt8(use % 16)] + shortBytes(use * 977) + [0x55]
                return [UInt8(use)] + (use % 2 == 0 ? [] : change)
            }
        } run: { bytes in
            var input = FuzzInput(bytes)
            let use = uses[Int(input.byte()) % uses.count]
            let storage = MemoryStorage()
            for (name, content) in try DamagedFiles.sample(changedBy: &input) {
                let file = try storage.create(name)
                try content.withUnsafeBytes { try file.append($0) }
                try file.close()
            }
            try expectDamageAtMost { try use.run(on: storage) }
        }
    }
}

/// The files of the sample index after some changes.
private enum DamagedFiles {
    /// The names in an order of their own, so that an input means the same each time.
    private static let names = SampleIndex.files.keys.filter { $0 != IndexFileName.manifest }.sorted()

    private static let manifest: Manifest = {
        let bytes = OwnedBytes(SampleIndex.files[IndexFileName.manifest] ?? [])
        do { return try withExtendedLifetime(bytes) { try Manifest(decoding: bytes.bytes) } } catch {
            preconditionFailure("the sample's manifest cannot be read: \(error)")
        }
    }()

    static func sample(changedBy input: inout FuzzInput) throws -> [String: [UInt8]] {
        var files = SampleIndex.files
        var changed: Set<String> = []
        while !input.isAtEnd, changed.count < 8 {
            let name = names[Int(input.byte()) % names.count]
            let (place, value) = (input.short(), input.byte())
            guard let count = files[name]?.count, count > PartWriter.headerBytes + PartWriter.footerBytes else { continue }
            let room = count - PartWriter.headerBytes - PartWriter.footerBytes
            files[name]?[PartWriter.headerBytes + place % room] = value
            changed.insert(name)
        }
        var manifest = manifest
        for name in changed { repair(name, &files, &manifest) }
        files[IndexFileName.manifest] = manifest.encoded()
        return files
    }

    /// Makes the checksum of a file right, in its footer and in the manifest.
    private static func repair(_ name: String, _ files: inout [String: [UInt8]], _ manifest: inout Manifest) {
        guard var content = files[name] else { return }
        let checksum = content.withUnsafeBytes { Checksum(of: UnsafeRawBufferPointer(rebasing: $0[..<($0.count - 4)])).value }
        withUnsafeBytes(of: checksum.littleEndian) { content.replaceSubrange((content.count - 4)..., with: $0) }
        files[name] = content
        for segment in manifest.segments.indices {
            let record = manifest.segments[segment]
            if record.deletionsFileName == name { manifest.segments[segment].deletions?.file.checksum = checksum }
            for (place, part) in record.parts.enumerated() where record.fileName(of: part.part) == name {
                manifest.segments[segment].parts[place].checksum = checksum
            }
        }
        if let sources = manifest.sources, IndexFileName.sources(generation: sources.generation) == name {
            manifest.sources?.checksum = checksum
        }
    }
}
