@testable import Apus

extension FuzzTarget {
    /// A manifest whose length and checksum are made right; what is read must be written as the same bytes mean.
    static let manifest = FuzzTarget("manifest", "the manifest, with length and checksum made right") {
        let whole = SampleIndex.files[IndexFileName.manifest] ?? []
        let empty = Manifest(generation: 0, analyzer: .init(name: "standard", version: 1)).encoded()
        return [whole, empty].map { Array($0.dropLast(Manifest.footerBytes)) }
    } run: { bytes in
        var writer = ByteWriter()
        writer.run(bytes)
        writer.integer(UInt64(bytes.count + Manifest.footerBytes))
        writer.integer(writer.bytes.withUnsafeBytes { Checksum(of: $0).value })
        let content = OwnedBytes(writer.bytes)
        try withExtendedLifetime(content) {
            try expectDamageAtMost {
                let manifest = try Manifest(decoding: content.bytes)
                let again = OwnedBytes(manifest.encoded())
                let reread = try withExtendedLifetime(again) { try Manifest(decoding: again.bytes) }
                try promise(reread == manifest, "a manifest comes back otherwise")
                // What others form of it without looking must not trap.
                _ = manifest.fileNames
                _ = manifest.segments.map { ($0.byteCount, $0.liveCount) }
                try openFiles(of: manifest)
            }
        }
    }

    /// Opens what the manifest names in the sample's storage, where most of it will be missing.
    private static func openFiles(of manifest: Manifest) throws {
        do { _ = try Snapshot(manifest, storage: FuzzStorage(SampleIndex.files), analyzer: .standard) } catch {
            guard case .storage(.missing) = error else { throw error }
        }
    }

    /// A table of sources whose footer is made right.
    static let sources = FuzzTarget("sources", "the table of files that were read, looked up and checked") {
        SampleIndex.files.filter { $0.key.hasPrefix("sources") }.map { Array($0.value.dropLast(SourceTable.footerBytes)) }
    } run: { bytes in
        let length = UInt64(bytes.count + SourceTable.footerBytes)
        var writer = ByteWriter()
        writer.run(bytes)
        writer.integer(length)
        let checksum = writer.bytes.withUnsafeBytes { Checksum(of: $0).value }
        writer.integer(checksum)
        let record = Manifest.SourcesRecord(generation: 1, length: length, checksum: checksum)
        let storage = FuzzStorage([IndexFileName.sources(generation: 1): writer.bytes])
        try expectDamageAtMost {
            let table = try SourceTable(record, in: storage)
            for path in ["", "a.txt", "b/c.txt", "zz"] { _ = table[path] }
            try expectDamageAtMost { _ = try table.paths(withPrefix: "b") }
            try expectDamageAtMost { _ = try table.paths() }
            try expectDamageAtMost {
                _ = try SourceTable.updating(
                    table, changes: [ExactText("b"): .init(size: 1, modified: 2, hash: 3)], removals: [ExactText("a.txt")],
                    generation: 2, in: storage)
            }
            try table.verify()
        }
    }

    /// The deletions of a segment.
    static let deletions = FuzzTarget("deletions", "deleted documents, read, added to and written") {
        [(64, [0, 63]), (130, [129]), (1, [])].map { (count: Int, dead: [UInt32]) in
            var words = [UInt64](repeating: 0, count: (count + 63) / 64)
            for document in dead { words[Int(document) / 64] |= 1 << UInt64(document % 64) }
            var writer = ByteWriter()
            for word in words { writer.integer(word) }
            writer.integer(UInt32(count))
            writer.integer(UInt32(dead.count))
            return shortBytes(count) + shortBytes(dead.count) + writer.bytes
        }
    } run: { bytes in
        var input = FuzzInput(bytes)
        let (documents, deleted) = (UInt32(input.short()), UInt32(input.short()))
        let file = FuzzPart.file(.deletions, input.takeRest())
        var record = SegmentRecord(
            identity: FuzzPart.segment, name: "s", documentCount: documents, parts: [], fields: [])
        record.deletions = .init(
            generation: 1, deletedCount: deleted, file: .init(part: .deletions, length: UInt64(file.count), checksum: 0))
        let storage = FuzzStorage([record.deletionsFileName ?? "": file])
        try expectDamageAtMost {
            let deletions = try Deletions(record, in: storage)
            let counted = (0..<documents).count { deletions.contains($0) }
            try promise(counted == deletions.count && counted == deleted, "\(counted) of \(deletions.count) are deleted")
            _ = (deletions.contains(.max), deletions.word(1 << 40))
            _ = try deletions.inserting([0, documents, .max]).write(for: record, generation: 2, in: storage)
        }
    }
}
