import Foundation

@testable import ApusInput

/// What follows a folder as `apus index --watch` does, with a table in place of an index.
final class FollowedFolder {
    let folder: TemporaryFolder
    let watch: FolderWatch
    /// The content of each file, by its path within the folder.
    private(set) var table: [String: String] = [:]
    private(set) var problems: [String] = []

    init(_ folder: TemporaryFolder) throws {
        self.folder = folder
        watch = try FolderWatch()
        try read(FolderChanges(wholly: true))
    }

    /// Brings the table up to date, and says what had changed.
    @discardableResult
    func update() throws -> FolderChanges {
        let changes = watch.takeChanges()
        try read(changes)
        return changes
    }

    /// What a walk of its own finds now.
    func walked() throws -> [String: String] {
        var table: [String: String] = [:]
        for source in try InputWalker().sources(of: [folder.path], report: { _ in }) {
            table[name(source.path)] = content(source.path)
        }
        return table
    }

    private func read(_ changes: FolderChanges) throws {
        let walker = try InputWalker()
        let sources = walker.sources(of: [folder.path], within: changes.scope, watch: watch) { problems.append($0.description) }
        for source in sources { table[name(source.path)] = content(source.path) }
        for path in changes.goneFiles { table[name(path)] = nil }
        let folders = changes.folderNames + (changes.isUnknown ? [folder.path] : [])
        for path in table.keys where folders.contains(where: { folder(path).hasPrefix($0 + "/") }) {
            if FileStatus.isNoFile(Array(folder(path).utf8)) { table[path] = nil }
        }
    }

    private func name(_ path: String) -> String { String(path.dropFirst(folder.path.count + 1)) }

    private func content(_ path: String) -> String {
        (try? Data(contentsOf: URL(fileURLWithPath: path))).map { String(decoding: $0, as: UTF8.self) } ?? "gone"
    }
}

extension FolderChanges {
    init(wholly isUnknown: Bool) {
        self.init()
        self.isUnknown = isUnknown
    }
}
