/// What is bounded, in one place. Names in errors are those of `QueryLimits.Name` and of the wire protocol.
public enum Limits {
    /// Bytes of UTF-8 in a document's id.
    public static let idBytes = 4096
    /// Bytes of UTF-8 in a field's name.
    public static let fieldNameBytes = 1024
    /// Fields of one index.
    public static let fields = 4096
    /// Bytes of a term: of a longer word the first whole characters within this many bytes count.
    public static let termBytes = 255
    /// Bytes of the stored fields of one document.
    public static let storedDocumentBytes = 1 << 30
    /// Documents of one segment.
    public static let segmentDocuments = 1 << 30
    /// Documents of one index, those among them that are deleted and were not merged away.
    public static let documents = Int(UInt32.max)
    /// Positions of one field in one document.
    public static let positions: UInt32 = 1 << 30
    /// Positions left free between two values of a field, so that no phrase crosses them.
    public static let valueGap = 128
    /// How deep arrays and objects may lie within each other in JSON.
    public static let jsonDepth = 128
    /// Values of one JSON text, arrays and objects among them: what a text takes in memory follows from its bytes and these.
    public static let jsonValues = 1 << 20
}
