import Glibc

extension WalkedFolder.Rules {
    /// The .gitignore files above a folder, up to the root of the repository that it lies in: the nearest folder with `.git`. The
    /// highest first; none where there is no repository, and none where the folder is its root.
    ///
    /// - Parameter depth: how many names lead to the folder in the walk.
    static func above(_ folder: [UInt8], depth: Int) -> [Self] {
        guard let path = realPath(folder) else { return [] }
        let slash = UInt8(ascii: "/")
        let names = path.split(separator: slash)
        guard
            let rootCount = (0...names.count).last(where: { count in
                FileStatus(path: [slash] + names[..<count].joined(separator: [slash]) + Array("/.git".utf8)) != nil
            })
        else { return [] }
        return (rootCount..<max(rootCount, names.count)).compactMap { count in
            let between = names[count...].map { GlobText($0) }
            return IgnoreRules(folder: [slash] + names[..<count].joined(separator: [slash])).map {
                Self(depth: depth, namesBetween: between, rules: $0)
            }
        }
    }

    /// The absolute path without links; nil where the folder is gone.
    private static func realPath(_ path: [UInt8]) -> [UInt8]? {
        guard let resolved = FilePath.withCString(path, { realpath($0, nil) }) else { return nil }
        defer { free(resolved) }
        return Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
    }
}
