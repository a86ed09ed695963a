/// One commit of an index: which files belong to it, and what its documents were analysed by.
///
///     manifest  = "APUSidx\n" version:u16 generation:u64 analyzer k1:f64 b:f64 schema segments sources [ combination:counted ] length:u64 crc32:u32
///     analyzer  = name:string version:varint options:counted
///     schema    = count:varint field* [ language:counted ]                from version 2
///     field     = name:string type:u8 flags:u8 options:counted            flags: 1 stored, 2 folds accents
///     options   = [ language ]                                            from version 2; else empty
///     language  = name:string stems:u64
///     segments  = count:varint segment*
///     segment   = identity:u64 name:string documents:varint parts fields deletions [ flags:u8 ]
///                 flags from version 3: 1 says where sentences begin; from version 5: 2 has positions that follow lengths
///     parts     = count:varint file*
///     file      = part:u8 length:varint crc32:u32
///     fields    = count:varint (documents:varint tokens:varint)*          by field number
///     deletions = 0:u8 / 1:u8 generation:varint deleted:varint file
///     sources   = 0:u8 / 1:u8 generation:varint length:varint crc32:u32
///     combination = 0:u8 / 1:u8 count:varint (name:string weight:f64)*    from version 4: the sum of fields, or BM25F
///
/// `string` and `counted` are bytes behind a varint that counts them; f64 is a Double's bits; all is little-endian.
/// The length is the whole file's, the checksum that of all bytes before it. The first ten and the last twelve bytes
/// keep their meaning in all versions, so that damage is told from a version that is not known.
package struct Manifest: Equatable, Sendable {
    /// Versions: 1, the first; 2, languages; 3, beginnings of sentences; 4, fields that score as one; 5, positions that follow lengths. A manifest has the oldest version that can say what it says.
    package static let formatVersion: UInt16 = 1
    /// The version of an index that has text in a language.
    package static let languageVersion: UInt16 = 2
    /// The version of an index of which a segment says where sentences begin.
    package static let boundaryVersion: UInt16 = 3
    /// The version of an index in which several fields score as one.
    package static let combinationVersion: UInt16 = 4
    /// The version of an index of which a segment has positions that follow lengths.
    package static let widthsVersion: UInt16 = 5
    /// The newest version that is read.
    package static let newestVersion = widthsVersion
    /// The oldest version that is read.
    package static let oldestVersion: UInt16 = 1
    package static let magic = Array("APUSidx\n".utf8)
    /// Length and checksum at the end.
    static let footerBytes = 12

    /// Counts commits; the first is 1.
    package var generation: UInt64
    package var analyzer: AnalyzerRecord
    /// What documents are ranked by.
    package var bm25 = BM25.standard
    /// How words score that are in several text fields.
    package var combination = FieldCombination.sum
    package var schema = Schema()
    /// In the order of their documents.
    package var segments: [SegmentRecord] = []
    package var sources: SourcesRecord?

    /// What cut the texts into terms.
    package struct AnalyzerRecord: Equatable, Sendable {
        package var name: String
        package var version: UInt32
        /// The analyser's own; kept as they are.
        package var options: [UInt8]

        package init(name: String, version: UInt32, options: [UInt8] = []) {
            self.name = name
            self.version = version
            self.options = options
        }
    }

    /// The file of the source table.
    package struct SourcesRecord: Equatable, Sendable {
        /// The commit that wrote it.
        package var generation: UInt64
        package var length: UInt64
        package var checksum: UInt32

        package init(generation: UInt64, length: UInt64, checksum: UInt32) {
            self.generation = generation
            self.length = length
            self.checksum = checksum
        }
    }

    package init(generation: UInt64, analyzer: AnalyzerRecord) {
        self.generation = generation
        self.analyzer = analyzer
    }

    /// Every file of this commit but the manifest itself.
    package var fileNames: [String] {
        segments.flatMap(\.fileNames) + (sources.map { [IndexFileName.sources(generation: $0.generation)] } ?? [])
    }
}
