/// Reads what stands between version and footer of a manifest, and believes nothing: whoever can write to the
/// directory can also repair a checksum.
struct ManifestDecoder {
    private var reader: ByteReader
    private let version: UInt16
    private var fieldCount = 0
    // Sums over all segments, which others form without looking: they must not overflow.
    private var totalTokens: UInt64 = 0
    private var totalBytes: UInt64 = 0

    /// `reader` stands behind the version and ends before the footer.
    init(_ reader: ByteReader, version: UInt16) { (self.reader, self.version) = (reader, version) }

    mutating func manifest() throws(CorruptBytes) -> Manifest {
        let generation: UInt64 = try reader.integer()
        var manifest = Manifest(generation: generation, analyzer: try analyzer())
        manifest.bm25 = BM25(k1: try parameter(upTo: BM25.greatestK1), b: try parameter(upTo: 1))
        manifest.schema = try schema()
        fieldCount = manifest.schema.fields.count
        manifest.segments = try segments()
        manifest.sources = try sources()
        if version >= Manifest.combinationVersion { manifest.combination = try combination() }
        guard reader.isAtEnd else { throw CorruptBytes(at: reader.offset, "\(reader.remaining) bytes too many") }
        return manifest
    }

    private mutating func analyzer() throws(CorruptBytes) -> Manifest.AnalyzerRecord {
        let name = try reader.string()
        let version = try number(upTo: UInt64(UInt32.max))
        return Manifest.AnalyzerRecord(name: name, version: UInt32(version), options: Array(try reader.counted()))
    }

    private mutating func parameter(upTo limit: Double) throws(CorruptBytes) -> Double {
        let start = reader.offset
        let value = Double(bitPattern: try reader.integer())
        guard value >= 0, value <= limit else { throw CorruptBytes(at: start, "a BM25 parameter of \(value)") }
        return value
    }

    private mutating func schema() throws(CorruptBytes) -> Schema {
        var schema = Schema()
        for _ in 0..<(try reader.count(upTo: Limits.fields)) {
            let start = reader.offset
            let field = try field()
            guard schema.number(of: field.name) == nil else { throw CorruptBytes(at: start, "two fields of one name") }
            schema.append(field)
        }
        if version >= Manifest.languageVersion, let language = try language() {
            (schema.language, schema.stemVersion) = language
        }
        return schema
    }

    private mutating func field() throws(CorruptBytes) -> FieldDefinition {
        let start = reader.offset
        let name = try reader.string()
        guard name.utf8.count <= Limits.fieldNameBytes else { throw CorruptBytes(at: start, "a field's name is too long") }
        let kind = try reader.byte()
        guard let type = FieldType(rawValue: kind) else { throw CorruptBytes(at: reader.offset - 1, "no field type \(kind)") }
        let flags = try reader.byte()
        guard flags & ~3 == 0 else { throw CorruptBytes(at: reader.offset - 1, "unknown flags \(flags) of a field") }
        var field = FieldDefinition(name: name, type: type, isStored: flags & 1 != 0, foldsAccents: flags & 2 != 0)
        let options = reader.offset
        if let (language, stemVersion) = try language() {
            guard version >= Manifest.languageVersion, type == .text else {
                throw CorruptBytes(at: options, "a language that cannot be here")
            }
            (field.language, field.stemVersion) = (language, stemVersion)
        }
        return field
    }

    /// Counted options, which hold a language or nothing.
    private mutating func language() throws(CorruptBytes) -> (Language, stemVersion: UInt64)? {
        let start = reader.offset
        let options = try reader.counted()
        guard options.count > 0 else { return nil }
        var inside = ByteReader(options)
        do throws(CorruptBytes) {
            let name = try inside.string()
            guard let language = Language(rawValue: name) else { throw CorruptBytes(at: 0, "no language of this release") }
            let stemVersion: UInt64 = try inside.integer()
            guard inside.isAtEnd else { throw CorruptBytes(at: inside.offset, "more than a language") }
            return (language, stemVersion)
        } catch { throw CorruptBytes(at: start, error.reason) }
    }

    private mutating func segments() throws(CorruptBytes) -> [SegmentRecord] {
        var segments: [SegmentRecord] = []
        var names: Set<String> = []
        var documents = 0
        for _ in 0..<(try reader.count(upTo: reader.remaining)) {
            let start = reader.offset
            let segment = try segment()
            documents += Int(segment.documentCount)
            guard documents <= Limits.documents else { throw CorruptBytes(at: start, "more documents than an index holds") }
            guard names.insert(segment.name).inserted else { throw CorruptBytes(at: start, "two segments of one name") }
            segments.append(segment)
        }
        return segments
    }

    private mutating func segment() throws(CorruptBytes) -> SegmentRecord {
        let identity: UInt64 = try reader.integer()
        let start = reader.offset
        let name = try reader.string()
        guard IndexFileName.isSegment(name, of: identity) else {
            throw CorruptBytes(at: start, "the segment's name does not go with its identity")
        }
        let documents = try number(upTo: UInt64(Limits.segmentDocuments))
        let parts = try parts()
        let fields = try statistics(documents)
        let deletions = try deletions(documents)
        let traits = version >= Manifest.boundaryVersion ? try traits() : []
        return SegmentRecord(
            identity: identity, name: name, documentCount: UInt32(documents), parts: parts, fields: fields, deletions: deletions,
            traits: traits)
    }

    private mutating func traits() throws(CorruptBytes) -> SegmentRecord.Traits {
        let start = reader.offset
        let flags = try reader.byte()
        guard flags < (version >= Manifest.widthsVersion ? 4 : 2) else {
            throw CorruptBytes(at: start, "unknown flags \(flags) of a segment")
        }
        return SegmentRecord.Traits(rawValue: flags)
    }

    private mutating func parts() throws(CorruptBytes) -> [PartWriter.Finished] {
        var parts: [PartWriter.Finished] = []
        for _ in 0..<(try reader.count(upTo: SegmentPart.allCases.count)) {
            let start = reader.offset
            let file = try file()
            guard file.part != .deletions, !parts.contains(where: { $0.part == file.part }) else {
                throw CorruptBytes(at: start, "the part \(file.part.name) does not belong here")
            }
            parts.append(file)
        }
        return parts
    }

    private mutating func file() throws(CorruptBytes) -> PartWriter.Finished {
        let start = reader.offset
        let kind = try reader.byte()
        guard let part = SegmentPart(rawValue: kind) else { throw CorruptBytes(at: start, "no part \(kind)") }
        let length = try length()
        return PartWriter.Finished(part: part, length: length, checksum: try reader.integer())
    }

    private mutating func statistics(_ documents: UInt64) throws(CorruptBytes) -> [FieldStatistics] {
        var fields: [FieldStatistics] = []
        for _ in 0..<(try reader.count(upTo: fieldCount)) {
            let count = try number(upTo: documents)
            let tokens = try number(upTo: UInt64.max - totalTokens)
            totalTokens += tokens
            fields.append(FieldStatistics(documentCount: Int(count), tokenCount: tokens))
        }
        return fields
    }

    private mutating func deletions(_ documents: UInt64) throws(CorruptBytes) -> SegmentRecord.DeletionsRecord? {
        guard try isPresent() else { return nil }
        let generation = try reader.varint()
        let deleted = try number(upTo: documents)
        let start = reader.offset
        let file = try file()
        guard file.part == .deletions else { throw CorruptBytes(at: start, "\(file.part.name) in place of deletions") }
        return SegmentRecord.DeletionsRecord(generation: generation, deletedCount: UInt32(deleted), file: file)
    }

    private mutating func sources() throws(CorruptBytes) -> Manifest.SourcesRecord? {
        guard try isPresent() else { return nil }
        let generation = try reader.varint()
        let length = try length()
        return Manifest.SourcesRecord(generation: generation, length: length, checksum: try reader.integer())
    }

    private mutating func combination() throws(CorruptBytes) -> FieldCombination {
        let start = reader.offset
        var inside = ByteReader(try reader.counted())
        do throws(CorruptBytes) {
            let kind = try inside.byte()
            guard kind <= 1 else { throw CorruptBytes(at: 0, "no combination of fields \(kind)") }
            let combination = kind == 0 ? FieldCombination.sum : .bm25f(weights: try Self.weights(&inside))
            guard inside.isAtEnd else { throw CorruptBytes(at: inside.offset, "more than a combination of fields") }
            return combination
        } catch { throw CorruptBytes(at: start, error.reason) }
    }

    private static func weights(_ reader: inout ByteReader) throws(CorruptBytes) -> [String: Double] {
        var weights: [String: Double] = [:]
        for _ in 0..<(try reader.count(upTo: Limits.fields)) {
            let name = try reader.string()
            let weight = Double(bitPattern: try reader.integer())
            guard weight >= 0, weight <= FieldCombination.greatestWeight, weights.updateValue(weight, forKey: name) == nil else {
                throw CorruptBytes(at: 0, "the weight \(weight) of a field, or its second one")
            }
        }
        return weights
    }

    private mutating func isPresent() throws(CorruptBytes) -> Bool {
        let start = reader.offset
        let byte = try reader.byte()
        guard byte <= 1 else { throw CorruptBytes(at: start, "0 or 1 expected, \(byte) is there") }
        return byte == 1
    }

    private mutating func length() throws(CorruptBytes) -> UInt64 {
        let length = try number(upTo: UInt64(Int.max) - totalBytes)
        totalBytes += length
        return length
    }

    private mutating func number(upTo limit: UInt64) throws(CorruptBytes) -> UInt64 {
        let start = reader.offset
        let value = try reader.varint()
        guard value <= limit else { throw CorruptBytes(at: start, "\(value) is more than \(limit)") }
        return value
    }
}
