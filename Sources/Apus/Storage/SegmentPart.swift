/// One kind of file of a segment. Its raw value is in the file's header; its name is the file's extension.
package enum SegmentPart: UInt8, CaseIterable, Sendable {
    case terms = 1
    case postings = 2
    case positions = 3
    case norms = 4
    case stored = 5
    case ids = 6
    case columns = 7
    /// Documents deleted since the segment was written, one file a generation.
    case deletions = 8
    /// Lists of neighbouring common words; there only where a segment has such.
    case pairs = 9
    /// Filters of neighbouring words that are less common; there only where a segment has such.
    case neighbours = 10

    /// Whether it is made of the others and can be made of them again: a segment is whole without it.
    package var isDerived: Bool { self == .pairs || self == .neighbours }

    package var name: String { String(describing: self) }
}
