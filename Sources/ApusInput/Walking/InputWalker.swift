import Glibc

/// Finds the files that PATHs stand for: files as they are, folders with all that lies in them, in the order of the paths' bytes.
///
/// In folders, .gitignore files hold, also those above the PATH up to the root of its repository; names that begin with a dot are skipped, and so is what is neither
/// file nor folder. Links to files are followed, links to folders only when they are a PATH themselves, so there are no loops. What is
/// named as a PATH is always taken, but an index never. Each file is found once.
package struct InputWalker {
    private let globs: GlobFilter
    private let excluded: Set<FileStatus.Identity>

    /// - Parameters:
    ///   - globs: see `GlobFilter`.
    ///   - excluding: folders that are not entered, such as the index itself; those that are not there count for nothing.
    package init(globs: [String] = [], excluding: [String] = []) throws(GlobError) {
        self.globs = try GlobFilter(globs)
        excluded = Set(excluding.compactMap { FileStatus(path: Array($0.utf8))?.identity })
    }

    /// The files in order; what cannot be read is reported and left out. `-` is standard input.
    package func sources(of paths: [String], report: (InputProblem) -> Void) -> [InputSource] {
        var sources: [InputSource] = []
        var seen: [[UInt8]: [UInt8]] = [:]
        func found(_ source: InputSource) {
            let name = Array(source.path.utf8)
            if let other = seen[name] {
                guard other != source.pathBytes else { return }
                return report(InputProblem(file: source.path, reason: "another file has the same id: their names are no UTF-8"))
            }
            seen[name] = source.pathBytes
            sources.append(source)
        }
        for path in paths {
            if path == "-" {
                found(.standardInput)
            } else {
                visit(FilePath.normalized(Array(path.utf8)), found: found, report: report)
            }
        }
        return sources
    }

    private func visit(_ path: [UInt8], found: (InputSource) -> Void, report: (InputProblem) -> Void) {
        guard let status = FileStatus(path: path) else {
            return report(FolderWalk.problem(path, errno))
        }
        guard status.kind == .directory else {
            return found(InputSource(file: path, size: status.size, modified: status.modified))
        }
        var walk = FolderWalk(path, status, globs: globs, excluded: excluded, report: report)
        while let source = walk.next(report: report) { found(source) }
    }
}
