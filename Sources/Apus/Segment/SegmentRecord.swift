/// What the manifest says of one segment.
package struct SegmentRecord: Equatable, Sendable {
    /// What the headers of its files say; drawn from the segment's content.
    package var identity: UInt64
    /// The start of its files' names: the identity in 16 hexadecimal digits, with `-1`, `-2` … where that was taken.
    package var name: String
    /// Documents in it, deleted ones included.
    package var documentCount: UInt32
    /// Its files but for deletions, each kind at most once.
    package var parts: [PartWriter.Finished]
    /// By field number; fields beyond the end have nothing in this segment.
    package var fields: [FieldStatistics]
    package var deletions: DeletionsRecord?
    package var traits: Traits

    /// What segments of earlier versions do not have; the bits are the manifest's.
    package struct Traits: OptionSet, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// It says where sentences and paragraphs begin (`BoundaryField`).
        package static let boundaries = Traits(rawValue: 1)
        /// Blocks of positions may follow the lengths of their documents (`PositionWidths`).
        package static let widthsByLength = Traits(rawValue: 2)
    }

    package init(
        identity: UInt64, name: String, documentCount: UInt32, parts: [PartWriter.Finished], fields: [FieldStatistics],
        deletions: DeletionsRecord? = nil, traits: Traits = []
    ) {
        self.identity = identity
        self.name = name
        self.documentCount = documentCount
        self.parts = parts
        self.fields = fields
        self.deletions = deletions
        self.traits = traits
    }

    /// The newest deletions of a segment.
    package struct DeletionsRecord: Equatable, Sendable {
        /// The commit that wrote them.
        package var generation: UInt64
        package var deletedCount: UInt32
        package var file: PartWriter.Finished

        package init(generation: UInt64, deletedCount: UInt32, file: PartWriter.Finished) {
            self.generation = generation
            self.deletedCount = deletedCount
            self.file = file
        }
    }

    /// Whether both stand for the same files, whatever was deleted since. The name alone does not tell: it is free again once
    /// a segment is gone, and the identity does not cover all of the content.
    package func isSameSegment(as other: SegmentRecord) -> Bool { name == other.name && parts == other.parts }

    package var liveCount: UInt32 { documentCount - (deletions?.deletedCount ?? 0) }

    /// What the manifest says of the file of this kind, or nil where there is none.
    package func part(_ part: SegmentPart) -> PartWriter.Finished? { parts.first { $0.part == part } }

    package func fileName(of part: SegmentPart) -> String { IndexFileName.part(part, of: name) }

    package var deletionsFileName: String? { deletions.map { IndexFileName.deletions(of: name, generation: $0.generation) } }

    package var fileNames: [String] { parts.map { fileName(of: $0.part) } + (deletionsFileName.map { [$0] } ?? []) }

    /// The length of all its files.
    package var byteCount: UInt64 { parts.reduce(deletions?.file.length ?? 0) { $0 + $1.length } }
}

extension PostingListWriter {
    /// What the lists written so far say of their segment.
    var traits: SegmentRecord.Traits { hasWidthsByLength ? .widthsByLength : [] }
}
