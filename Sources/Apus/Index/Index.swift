/// A full-text index in one directory: searched through snapshots, changed by commits.
///
/// Any number of threads and processes read it; one writes at a time. Reading never waits for writing.
///
///     let index = try Index(at: "notes.apus")
///     try index.write { batch in try batch.add(Document(id: "a", ["title": "Talks", "text": "Ready to pursue peace."])) }
///     for hit in try index.search(#""ready to pursue peace""#).hits { print(hit.id, hit.score) }
///
/// Each search takes the newest commit. Who wants several answers from one state of the index takes a `snapshot()` and asks that.
public final class Index: Sendable {
    package let storage: any Storage
    package let options: IndexOptions
    private let current: Locked<Current>
    /// One writer in this process at a time; the storage's lock keeps other processes out.
    let writing = WriterGate()
    let merging = Locked(MergeState())
    let mergeTurn = MergeTurn()

    private struct Current {
        var opened: Opened
        /// Counts what was published, so that a slower reader does not put an older commit in its place.
        var publications = 0
    }

    /// A commit, and the file that says so.
    private struct Opened {
        var snapshot: Snapshot
        var file: ManifestFile
        /// Nil where the file was replaced while the commit was opened.
        var identity: UInt64?
    }

    /// Opens the index in a directory; makes one where there is none, if the options say so.
    ///
    /// Takes milliseconds whatever the size. Works on read-only media. Throws `IndexError.missing` where there is no index and none
    /// is made, `.newer` or `.older` for a format of another release, `.analyzer` when it was made with another analyser, `.damaged` where
    /// nothing of it can be read. Where only some segments cannot, it opens: searches answer from the others, and writing is refused.
    public convenience init(at path: String, options: IndexOptions = IndexOptions()) throws(IndexError) {
        let storage: FileStorage
        do throws(StorageError) {
            storage = try FileStorage(path: path, create: options.createsWhenMissing && !options.isReadOnly)
        } catch {
            if case .missing = error { throw .missing(path) }
            throw .storage(error)
        }
        try self.init(storage: storage, options: options, name: path)
    }

    /// Opens the index in a storage.
    public convenience init(storage: any Storage, options: IndexOptions = IndexOptions()) throws(IndexError) {
        try self.init(storage: storage, options: options, name: "storage")
    }

    private init(storage: any Storage, options: IndexOptions, name: String) throws(IndexError) {
        self.storage = storage
        self.options = options
        current = Locked(Current(opened: try Self.open(storage, options: options, name: name)))
    }

    deinit { merging.withLock { $0.thread }?.join() }

    // MARK: Reading

    /// The newest commit. Looks for one of another process, which costs a look at one directory entry.
    public func snapshot() throws(IndexError) -> Snapshot {
        if writing.holdsStorage { return latest }
        do throws(StorageError) {
            let identity = try storage.identity(of: IndexFileName.manifest)
            let known = current.withLock { $0.opened.identity == identity ? $0.opened.snapshot : nil }
            if let known { return known }
        } catch { throw .storage(error) }
        return try reload()
    }

    /// Segments of the newest commit.
    public var segmentCount: Int { get throws(IndexError) { try snapshot().segments.count } }

    /// The commit that was newest when this index last looked or wrote.
    package var latest: Snapshot { current.withLock { $0.opened.snapshot } }

    /// Opens the newest commit. What another thread published meanwhile may be older or newer than it: then it looks again.
    @discardableResult
    func reload() throws(IndexError) -> Snapshot {
        while true {
            let publications = current.withLock { $0.publications }
            guard let opened = try Self.load(storage, options: options, sharing: latest) else {
                throw .missing(IndexFileName.manifest)
            }
            let isPublished = current.withLock { current in
                guard current.publications == publications else { return false }
                current = Current(opened: opened, publications: publications + 1)
                return true
            }
            if isPublished { return opened.snapshot }
        }
    }

    func publish(_ manifest: Manifest) throws(IndexError) {
        let snapshot = try Snapshot(manifest, storage: storage, analyzer: options.analyzer, sharing: latest)
        do {
            guard let file = try ManifestFile(in: storage) else { throw IndexError.missing(IndexFileName.manifest) }
            // Nobody else commits while this writer does.
            let opened = Opened(snapshot: snapshot, file: file, identity: file.identity)
            current.withLock { $0 = Current(opened: opened, publications: $0.publications + 1) }
        } catch { throw IndexError(error) }
    }

    // MARK: Opening

    /// How often a commit that vanishes while it is being opened is followed to the next.
    private static let attempts = 20

    private static func open(
        _ storage: any Storage, options: IndexOptions, name: String
    ) throws(IndexError) -> Opened {
        if let opened = try load(storage, options: options, sharing: nil) { return opened }
        let hasSegments: Bool
        do throws(StorageError) { hasSegments = try IndexFileName.hasSegments(storage) } catch { throw .storage(error) }
        // A new index in their place would take them for leftovers.
        if hasSegments { throw .damaged(IndexFileName.missingManifest) }
        guard options.createsWhenMissing, !options.isReadOnly else { throw .missing(name) }
        do throws(StorageError) {
            let lock = try storage.lock()
            defer { lock.release() }
            if try storage.identity(of: IndexFileName.manifest) == nil {
                let analyzer = Manifest.AnalyzerRecord(name: options.analyzer.name, version: options.analyzer.version)
                try Manifest(generation: 0, analyzer: analyzer).commit(to: storage)
            }
        } catch { throw .storage(error) }
        guard let opened = try load(storage, options: options, sharing: nil) else { throw .missing(name) }
        return opened
    }

    /// Opens the last commit. What another process writes meanwhile may remove its files, or put others in place of them under
    /// the same names: a failure counts only when the manifest is still the one that was read.
    private static func load(
        _ storage: any Storage, options: IndexOptions, sharing earlier: Snapshot?
    ) throws(IndexError) -> Opened? {
        var failure: IndexError?
        do {
            for _ in 0..<attempts {
                guard let file = try ManifestFile(in: storage) else { return nil }
                let manifest = file.manifest
                guard manifest.analyzer.name == options.analyzer.name, manifest.analyzer.version == options.analyzer.version
                else {
                    throw IndexError.analyzer(name: manifest.analyzer.name, version: Int(manifest.analyzer.version))
                }
                let snapshot: Snapshot?
                do throws(IndexError) {
                    let opened = try Snapshot(manifest, storage: storage, analyzer: options.analyzer, sharing: earlier)
                    if opened.segments.isEmpty, let damaged = opened.damage.first { throw .damaged(damaged) }
                    snapshot = opened
                } catch {
                    snapshot = nil
                    failure = error
                }
                let isReplaced = try file.isReplaced(in: storage)
                // Files that are gone may be those of a commit that has been followed by another.
                if let snapshot, !isReplaced || snapshot.firstDamage == nil {
                    return Opened(snapshot: snapshot, file: file, identity: isReplaced ? nil : file.identity)
                }
                if !isReplaced { break }
            }
        } catch { throw IndexError(error) }
        throw failure ?? .missing(IndexFileName.manifest)
    }
}
