import Apus
import ApusInput
import Glibc

extension IndexRun {
    /// Drops the documents of files that were indexed from under these paths and are there no more.
    func prune(_ paths: [String]) throws {
        let roots = paths.filter { $0 != "-" }.map(InputWalker.normalized)
        guard !roots.isEmpty else { return }
        let places = PathPrefixes(roots)
        for path in try sink.sources() where places.hold(path) && isGone(path) { try drop(path) }
    }

    /// Drops the documents of these files, which are gone, where there are any.
    func drop(files: [String]) throws {
        for path in files where isGone(path) {
            if try sink.known(path) != nil { try drop(path) }
        }
    }

    private func drop(_ path: String) throws {
        guard dropped.insert(ExactText(path)).inserted else { return }
        try sink.delete(source: path)
        counts.pruned += 1
        counts.good += 1
    }

    /// Whether no file has the name any more. A name that is no UTF-8 cannot be asked for: then it counts whether the walk met it.
    private func isGone(_ path: String) -> Bool {
        if path.unicodeScalars.contains("\u{FFFD}"), found.contains(ExactText(path)) { return false }
        var status = stat()
        guard lstat(path, &status) == 0 else { return errno == ENOENT || errno == ENOTDIR }
        return status.st_mode & S_IFMT == S_IFDIR
    }
}

/// Folders and files, and whether a path is one of them or lies below one. Normalised. O(names of the path).
struct PathPrefixes {
    private let paths: Set<ExactText>

    init(_ paths: [String]) { self.paths = Set(paths.map { ExactText($0) }) }

    func hold(_ path: String) -> Bool {
        var rest = path[...]
        while true {
            if paths.contains(ExactText(String(rest))) { return !Self.leadsOut(of: rest, path) }
            guard let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) else { break }
            // What lies in the root has nothing before its slash.
            if slash == rest.startIndex { return rest.utf8.count > 1 && paths.contains(ExactText("/")) }
            rest = rest[..<slash]
        }
        // Relative paths lie in the working folder, but for those that lead out of it.
        return rest != ".." && paths.contains(ExactText("."))
    }

    /// Whether a path goes on with `..` behind its beginning: `../..` does not lie in `..`.
    private static func leadsOut(of beginning: Substring, _ path: String) -> Bool {
        let rest = path.utf8.dropFirst(beginning.utf8.count)
        return rest.starts(with: "/..".utf8) && (rest.count == 3 || rest.starts(with: "/../".utf8))
    }
}
