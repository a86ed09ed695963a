/// A part of a walk: some paths, and of folders all that lies below them. The walk goes to them through the folders above, whose rules hold.
package struct WalkScope {
    /// Folders that are walked through as a whole.
    private let whole: Set<[UInt8]>
    /// For each folder on the way the names that lead on.
    private var names: [[UInt8]: Set<[UInt8]>] = [:]

    /// - Parameters: normalised paths.
    init(files: Set<[UInt8]>, folders: Set<[UInt8]>) {
        whole = folders
        for path in files.union(folders) { lead(to: path) }
    }

    func isWhole(_ folder: [UInt8]) -> Bool { whole.contains(folder) }

    /// Whether all of a PATH's walk is meant, because a folder above it is.
    func isWithin(_ path: [UInt8]) -> Bool {
        guard !whole.isEmpty else { return false }
        var path = path
        while true {
            if whole.contains(path) { return true }
            let (folder, name) = FilePath.split(path)
            guard Self.leadsDown(name) else { return false }
            path = folder
        }
    }

    /// The names that lead on in a folder that is not whole.
    func names(in folder: [UInt8]) -> Set<[UInt8]> { names[folder] ?? [] }

    /// Whether anything of a PATH's walk is meant: itself, or what lies below.
    func concerns(_ path: [UInt8]) -> Bool {
        if names[path] != nil || isWithin(path) { return true }
        let (folder, name) = FilePath.split(path)
        return names[folder]?.contains(name) ?? false
    }

    private mutating func lead(to path: [UInt8]) {
        var path = path
        while true {
            let (folder, name) = FilePath.split(path)
            guard Self.leadsDown(name), names[folder, default: []].insert(name).inserted else { return }
            path = folder
        }
    }

    /// `..` leads out of a folder, and nothing leads to where paths begin.
    private static func leadsDown(_ name: [UInt8]) -> Bool { !name.isEmpty && name != Array("..".utf8) }
}
