/// A document's number within one segment, counted from 0 in insertion order.
public struct DocumentID: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Counted from 0.
    public var rawValue: UInt32

    /// The document of this number.
    @inline(__always)
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    @inline(__always)
    package init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// Where a finished cursor stands: behind every document.
    public static let end = DocumentID(rawValue: .max)

    /// Insertion order.
    @inline(__always)
    public static func < (one: DocumentID, other: DocumentID) -> Bool { one.rawValue < other.rawValue }
}
