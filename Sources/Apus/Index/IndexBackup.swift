import Glibc

/// Copies an index as of one commit, while others go on writing to it; takes no lock.
///
/// Files never change once they are written, so a copy of one may be a second name of it: a hard link takes no room and no time. Such a
/// copy outlives the index, but not the medium.
public struct IndexBackup: Sendable {
    /// What was copied.
    public struct Report: Equatable, Sendable {
        /// Files, but for the manifest.
        public var files = 0
        /// Of these, how many are hard links.
        public var linked = 0
        /// Of all files together.
        public var bytes: UInt64 = 0
        /// Documents that can be found in the copy.
        public var documents = 0
        /// The commit.
        public var generation: UInt64 = 0
    }

    /// How often a commit whose files are gone before they could be opened is followed to the next.
    private static let attempts = 20

    private let storage: any Storage
    private let analyzer: Analyzer

    /// A backup of the index in a storage, `FileStorage(path:)` for a directory.
    public init(_ storage: any Storage, analyzer: Analyzer = .standard) {
        self.storage = storage
        self.analyzer = analyzer
    }

    /// Copies into a directory, which is made where it is missing and must be empty; then checks all of the copy, O(bytes).
    ///
    /// Throws `IndexError`: `.missing` where there is no index, `.damaged` for a damaged one, `.storage` with `ENOTEMPTY`, or where the copy
    /// cannot be written. Then nothing of it is left.
    public func run(to path: String) throws(IndexError) -> Report {
        let target: FileStorage
        do throws(StorageError) { target = try FileStorage(path: path, create: true) } catch { throw .storage(error) }
        return try run(into: target, named: path)
    }

    /// Copies into a storage that holds nothing. - Parameter name: what errors call it.
    package func run(into target: any Storage, named name: String) throws(IndexError) -> Report {
        do {
            guard try target.names().isEmpty else {
                throw StorageError.failed(operation: "write a backup to", file: name, code: ENOTEMPTY)
            }
            let (manifest, files) = try held()
            do {
                return try copy(manifest, files, into: target)
            } catch {
                for name in files.map(\.name) + [IndexFileName.manifest, IndexFileName.newManifest] { try? target.remove(name) }
                throw error
            }
        } catch { throw IndexError(error) }
    }

    private typealias Held = (name: String, bytes: any StoredBytes)

    /// The last commit, with each of its files open: they stay readable whatever is written and merged from now on.
    private func held() throws -> (Manifest, [Held]) {
        for attempt in 1... {
            guard let file = try ManifestFile(in: storage) else {
                throw try IndexFileName.hasSegments(storage)
                    ? IndexError.damaged(IndexFileName.missingManifest) : IndexError.missing(IndexFileName.manifest)
            }
            do {
                return (file.manifest, try file.manifest.fileNames.map { ($0, try storage.read($0)) })
            } catch {
                guard attempt < Self.attempts, try file.isReplaced(in: storage) else { throw error }
            }
        }
        preconditionFailure("the loop ends by returning or throwing")
    }

    private func copy(_ manifest: Manifest, _ files: [Held], into target: any Storage) throws -> Report {
        var report = Report(generation: manifest.generation)
        for file in files {
            report.files += 1
            report.bytes += UInt64(file.bytes.bytes.count)
            if try link(file, into: target) { report.linked += 1 }
        }
        try manifest.commit(to: target)
        let check = try IndexCheck(target, analyzer: analyzer).run()
        if let damaged = check.problems.first { throw damaged }
        report.documents = check.documents
        return report
    }

    /// Links a file, or copies what is held of it: its name may be gone by now, or be that of another file.
    private func link(_ file: Held, into target: any Storage) throws(StorageError) -> Bool {
        do throws(StorageError) {
            let isLinked = try storage.link(file.name, into: target, as: file.name)
            let there = try target.read(file.name)
            if withExtendedLifetime((there, file), { bytewiseOrder(there.bytes, file.bytes.bytes) == 0 }) { return isLinked }
            try target.remove(file.name)
        } catch {
            guard case .missing = error else { throw error }
        }
        try target.write(file.bytes.bytes, as: file.name)
        return false
    }
}
