import Apus

extension Index {
    /// What is searched of an index that nothing is written to.
    static func searched(at directory: String) throws -> Snapshot {
        var options = IndexOptions()
        options.isReadOnly = true
        return try Index(at: directory, options: options).snapshot()
    }
}
