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
    ///
    /// - Parameters:
    ///   - scope: the part of the walk that is gone through; nil for all of it.
    ///   - watch: told of each folder before it is looked into, so that nothing that changes from then on is missed.
    package func sources(
        of paths: [String], within scope: WalkScope? = nil, watch: FolderWatch? = nil, report: (InputProblem) -> Void
    ) -> [InputSource] {
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
                let path = FilePath.normalized(Array(path.utf8))
                guard scope?.concerns(path) ?? true else { continue }
                visit(path, within: scope, watch, found: found, report: report)
            }
        }
        return sources
    }

    private func visit(
        _ path: [UInt8], within scope: WalkScope?, _ watch: FolderWatch?, found: (InputSource) -> Void,
        report: (InputProblem) -> Void
    ) {
        watch?.begin(path)
        guard let status = FileStatus(path: path) else {
            return report(FolderWalk.problem(path, errno))
        }
        guard status.kind == .directory else {
            return found(InputSource(file: path, size: status.size, modified: status.modified))
        }
        var walk = FolderWalk(
            path, status, globs: globs, excluded: excluded, scope: scope, entering: { watch?.add(folder: $0) }, report: report)
        while let source = walk.next(report: report) { found(source) }
    }
}
