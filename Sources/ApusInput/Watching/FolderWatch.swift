/// Follows folders: which paths in them changed since that was last asked.
///
/// A walk adds the folders that it enters, before it looks into them, so that a change is seen by the walk or told by this. Once the
/// system has refused something, `failure` says so and nothing is complete any more. One thread uses it.
package final class FolderWatch {
    private let events: FolderEvents
    /// A folder may be reached by several paths, through links.
    private var paths: [Int32: Set<[UInt8]>] = [:]
    private var numbers: [[UInt8]: Int32] = [:]
    /// Folders of which all names count.
    private var walked: Set<[UInt8]> = []
    /// Folders in which files lie that were named themselves; of others in them nothing is told.
    private var named: [[UInt8]: Set<[UInt8]>] = [:]
    package private(set) var failure: WatchFailure?

    package init() throws(WatchFailure) { events = try FolderEvents() }

    /// Readable when there are changes to take.
    package var descriptor: Int32 { events.descriptor }

    /// How many folders are watched.
    package var folderCount: Int { paths.count }

    /// A PATH of the walk, whether it is there or not. A folder's content is added by the walk.
    func begin(_ path: [UInt8]) {
        guard FileStatus(path: path)?.kind != .directory else { return }
        let (folder, name) = FilePath.split(path)
        named[folder, default: []].insert(name)
        watch(folder)
    }

    func add(folder: [UInt8]) {
        walked.insert(folder)
        watch(folder)
    }

    private func watch(_ path: [UInt8]) {
        guard failure == nil else { return }
        do throws(WatchFailure) {
            guard let number = try events.watch(path) else { return }
            if let other = numbers[path], other != number { paths[other]?.remove(path) }
            numbers[path] = number
            paths[number, default: []].insert(path)
        } catch { failure = error }
    }

    /// What changed since the last call. What only was begun to be written is told of when it is written.
    package func takeChanges() -> FolderChanges {
        var changes = FolderChanges()
        do throws(WatchFailure) {
            for event in try events.take() {
                if event.kind == .overflow { changes.isUnknown = true }
                for path in paths[event.folder] ?? [] { take(event, in: path, &changes) }
                if event.kind == .ended { forget(event.folder) }
            }
        } catch { failure = failure ?? error }
        return changes
    }

    private func take(_ event: FolderEvents.Event, in folder: [UInt8], _ changes: inout FolderChanges) {
        switch event.kind {
        case .overflow, .ended: return
        case .unmounted: failure = failure ?? .unmounted(String(decoding: folder, as: UTF8.self))
        case .lost:
            changes.add(folder: folder)
            if FileStatus(path: folder) == nil { forget(below: folder) }
        case .changed, .created, .gone, .movedAway:
            guard !event.name.isEmpty else { return changes.add(folder: folder) }
            guard walked.contains(folder) || named[folder]?.contains(event.name) ?? false else { return }
            takeName(event, in: folder, &changes)
        }
    }

    private func takeName(_ event: FolderEvents.Event, in folder: [UInt8], _ changes: inout FolderChanges) {
        let path = FilePath.joined(folder, event.name)
        if event.kind == .movedAway { forget(below: path) }
        if event.isFolder {
            changes.add(folder: path)
        } else if event.name == IgnoreRules.fileName {
            changes.add(folder: folder)
        } else if event.kind != .created || FileStatus.isLinked(path) {
            changes.add(file: path)
        }
    }

    /// The folder is not watched any more.
    private func forget(_ number: Int32) {
        for path in paths.removeValue(forKey: number) ?? [] where numbers[path] == number { forget(path) }
    }

    /// A folder went elsewhere with all below it: what happens there is nothing to this walk. O(folders).
    private func forget(below folder: [UInt8]) {
        let start = folder + [UInt8(ascii: "/")]
        for (path, number) in numbers where path == folder || path.starts(with: start) {
            forget(path)
            paths[number]?.remove(path)
            if paths[number]?.isEmpty ?? false {
                paths[number] = nil
                events.end(number)
            }
        }
    }

    private func forget(_ path: [UInt8]) {
        numbers[path] = nil
        walked.remove(path)
    }
}
