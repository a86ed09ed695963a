@testable import Apus

extension Manifest {
    /// A small manifest with everything in it that there can be.
    static var sample: Manifest {
        var manifest = Manifest(generation: 3, analyzer: AnalyzerRecord(name: "standard", version: 1))
        manifest.schema.append(FieldDefinition(name: "text", type: .text))
        manifest.schema.append(FieldDefinition(name: "year", type: .number, isStored: false, foldsAccents: false))
        manifest.segments = [
            SegmentRecord(
                identity: 0x1F, name: "000000000000001f", documentCount: 300,
                parts: [
                    PartWriter.Finished(part: .terms, length: 4096, checksum: 0x0102_0304),
                    PartWriter.Finished(part: .postings, length: 77, checksum: 0xFFFF_FFFF),
                ],
                fields: [FieldStatistics(documentCount: 299, tokenCount: 60_000), FieldStatistics()],
                deletions: SegmentRecord.DeletionsRecord(
                    generation: 3, deletedCount: 5, file: PartWriter.Finished(part: .deletions, length: 70, checksum: 9))),
            SegmentRecord(identity: 0x1F, name: "000000000000001f-1", documentCount: 1, parts: [], fields: []),
        ]
        manifest.sources = SourcesRecord(generation: 2, length: 5000, checksum: 0xCAFE)
        manifest.combination = .bm25f(weights: ["title": 3, "text": 0.5])
        return manifest
    }

    init(_ bytes: [UInt8]) throws { self = try bytes.withUnsafeBytes { try Manifest(decoding: $0) } }

    /// These bytes with length and checksum set right, as one would who means to do harm.
    static func sealed(_ body: some Collection<UInt8>) -> [UInt8] {
        var writer = ByteWriter()
        writer.run(body)
        writer.integer(UInt64(body.count + footerBytes))
        writer.integer(writer.bytes.withUnsafeBytes { Checksum(of: $0).value })
        return writer.bytes
    }
}
