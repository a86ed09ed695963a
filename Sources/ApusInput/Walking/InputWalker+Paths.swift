extension InputWalker {
    /// A path as the ids of documents have it: without `.`, `..` and doubled slashes where the text alone can tell.
    package static func normalized(_ path: String) -> String {
        String(decoding: FilePath.normalized(Array(path.utf8)), as: UTF8.self)
    }
}
