extension Manifest {
    /// The bytes of the file. The same manifest gives the same bytes.
    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.run(Self.magic)
        let version = version
        writer.integer(version)
        writer.integer(generation)
        writer.string(analyzer.name)
        writer.varint(UInt64(analyzer.version))
        writer.counted(analyzer.options)
        writer.integer(bm25.k1.bitPattern)
        writer.integer(bm25.b.bitPattern)
        writer.varint(schema.fields.count)
        for field in schema.fields { Self.encode(field, to: &writer) }
        if version >= Self.languageVersion { writer.counted(Self.encoded(schema.language, schema.stemVersion)) }
        writer.varint(segments.count)
        for segment in segments {
            Self.encode(segment, to: &writer)
            if version >= Self.boundaryVersion { writer.byte(segment.traits.rawValue) }
        }
        encodeSources(to: &writer)
        if version >= Self.combinationVersion { writer.counted(Self.encoded(combination)) }
        writer.integer(UInt64(writer.count + Self.footerBytes))
        writer.integer(writer.bytes.withUnsafeBytes { Checksum(of: $0).value })
        return writer.bytes
    }

    private static func encode(_ field: FieldDefinition, to writer: inout ByteWriter) {
        writer.string(field.name)
        writer.byte(field.type.rawValue)
        writer.byte((field.isStored ? 1 : 0) | (field.foldsAccents ? 2 : 0))
        writer.counted(encoded(field.language, field.stemVersion))
    }

    /// The oldest version that can say what this manifest says.
    private var version: UInt16 {
        let traits = segments.reduce(SegmentRecord.Traits()) { $0.union($1.traits) }
        if traits.contains(.widthsByLength) { return Self.widthsVersion }
        if combination != .sum { return Self.combinationVersion }
        if traits.contains(.boundaries) { return Self.boundaryVersion }
        return hasLanguage ? Self.languageVersion : Self.formatVersion
    }

    private var hasLanguage: Bool { schema.language != nil || schema.fields.contains { $0.language != nil } }

    /// Nothing where there is no language.
    private static func encoded(_ language: Language?, _ stemVersion: UInt64) -> [UInt8] {
        guard let language else { return [] }
        var writer = ByteWriter()
        writer.string(language.rawValue)
        writer.integer(stemVersion)
        return writer.bytes
    }

    private static func encoded(_ combination: FieldCombination) -> [UInt8] {
        var writer = ByteWriter()
        switch combination {
        case .sum: writer.byte(0)
        case .bm25f(let weights):
            writer.byte(1)
            writer.varint(weights.count)
            for (name, weight) in weights.sorted(by: { $0.key < $1.key }) {
                writer.string(name)
                writer.integer(weight.bitPattern)
            }
        }
        return writer.bytes
    }

    private static func encode(_ segment: SegmentRecord, to writer: inout ByteWriter) {
        writer.integer(segment.identity)
        writer.string(segment.name)
        writer.varint(UInt64(segment.documentCount))
        writer.varint(segment.parts.count)
        for file in segment.parts { encode(file, to: &writer) }
        writer.varint(segment.fields.count)
        for field in segment.fields {
            writer.varint(field.documentCount)
            writer.varint(field.tokenCount)
        }
        guard let deletions = segment.deletions else { return writer.byte(0) }
        writer.byte(1)
        writer.varint(deletions.generation)
        writer.varint(UInt64(deletions.deletedCount))
        encode(deletions.file, to: &writer)
    }

    private static func encode(_ file: PartWriter.Finished, to writer: inout ByteWriter) {
        writer.byte(file.part.rawValue)
        writer.varint(file.length)
        writer.integer(file.checksum)
    }

    private func encodeSources(to writer: inout ByteWriter) {
        guard let sources else { return writer.byte(0) }
        writer.byte(1)
        writer.varint(sources.generation)
        writer.varint(sources.length)
        writer.integer(sources.checksum)
    }
}
