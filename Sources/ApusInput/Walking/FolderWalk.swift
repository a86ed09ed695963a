import Glibc

/// The walk through one folder and all below it. Folders that it is in are kept on a stack of its own, however deep they lie.
struct FolderWalk {
    private let globs: GlobFilter
    private let excluded: Set<FileStatus.Identity>
    private let scope: WalkScope?
    private let entering: ([UInt8]) -> Void
    /// How many names the path has at which the walk began.
    private let rootCount: Int
    private var stack: [WalkedFolder] = []

    /// - Parameters:
    ///   - path: normalised.
    ///   - scope: the part that is walked through; nil for all.
    ///   - entering: called with each folder before it is looked into.
    init(
        _ path: [UInt8], _ status: FileStatus, globs: GlobFilter, excluded: Set<FileStatus.Identity>, scope: WalkScope?,
        entering: @escaping ([UInt8]) -> Void, report: (InputProblem) -> Void
    ) {
        self.globs = globs
        self.excluded = excluded
        self.scope = scope
        self.entering = entering
        let names = path == Array(".".utf8) ? [] : path.split(separator: UInt8(ascii: "/")).map { GlobText($0) }
        rootCount = names.count
        enter(
            path, names, status, rules: WalkedFolder.Rules.above(path, depth: names.count),
            isWhole: scope?.isWithin(path) ?? true, report)
    }

    /// The next file, or nil at the end.
    mutating func next(report: (InputProblem) -> Void) -> InputSource? {
        while var folder = stack.popLast() {
            guard let entry = folder.rest.popLast() else { continue }
            stack.append(folder)
            let names = folder.names + [GlobText(entry.name)]
            guard takes(entry, names, in: folder) else { continue }
            let path = FilePath.joined(folder.path, entry.name)
            guard let status = entry.status else {
                report(Self.problem(path, entry.failureCode ?? ENOENT))
                continue
            }
            switch status.kind {
            case .file: return InputSource(file: path, size: status.size, modified: status.modified)
            case .directory: enter(path, names, status, rules: folder.rules, isWhole: folder.isWhole, report)
            case .other: break
            }
        }
        return nil
    }

    private mutating func enter(
        _ path: [UInt8], _ names: [GlobText], _ status: FileStatus, rules: [WalkedFolder.Rules], isWhole: Bool,
        _ report: (InputProblem) -> Void
    ) {
        guard !excluded.contains(status.identity), !IndexFolder.isOne(path) else { return }
        entering(path)
        let isWhole = isWhole || (scope?.isWhole(path) ?? true)
        let part = isWhole ? nil : scope.map { DirectoryListing(path: path, names: $0.names(in: path)) }
        guard let listing = part ?? DirectoryListing(path: path) else {
            // One that was taken away in this moment is nothing to tell of.
            if errno == ENOENT, !stack.isEmpty { return }
            return report(Self.problem(path, errno))
        }
        let own = IgnoreRules(folder: path).map { [WalkedFolder.Rules(depth: names.count, rules: $0)] } ?? []
        let rest = Array(listing.entries.reversed())
        stack.append(WalkedFolder(path: path, names: names, rest: rest, rules: rules + own, isWhole: isWhole))
    }

    private func takes(_ entry: DirectoryListing.Entry, _ names: [GlobText], in folder: WalkedFolder) -> Bool {
        switch globs.decision(names, rootCount: rootCount, isDirectory: entry.isDirectory) {
        case .takesIn: true
        case .leavesOut: false
        case nil: entry.name.first != UInt8(ascii: ".") && !folder.ignores(names, isDirectory: entry.isDirectory)
        }
    }

    static func problem(_ path: [UInt8], _ code: Int32) -> InputProblem {
        InputProblem(file: String(decoding: path, as: UTF8.self), reason: InputFailure.system(code: code).description)
    }
}
