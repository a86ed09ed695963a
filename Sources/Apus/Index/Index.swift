import Synchronization

/// A full-text index in one directory: searched through snapshots, changed by commits.
///
/// Any number of threads and processes read it; one writes at a time. Reading never waits for writing.
public final class Index: Sendable {
    package let storage: any Storage
    package let options: IndexOptions
    private let current: Mutex<Current>
    /// One writer in this process at a time; the storage's lock keeps other processes out.
    let writing = WriterGate()
    let merging = Mutex(MergeState())

    private struct Current {
        var snapshot: Snapshot
        var identity: UInt64?
        /// Counts what was published, so that a slower reader does not put an older commit in its place.
        var publications = 0
    }

    /// Opens the index in a directory; makes one where there is none, if the options say so.
    ///
    /// Takes milliseconds whatever the size. Works on read-only media.
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
        let opened = try Self.open(storage, options: options, name: name)
        current = Mutex(Current(snapshot: opened.snapshot, identity: opened.identity))
    }

    deinit { merging.withLock { $0.thread }?.join() }

    // MARK: Reading

    /// The newest commit. Looks for one of another process, which costs a look at one directory entry.
    public func snapshot() throws(IndexError) -> Snapshot {
        if writing.holdsStorage { return current.withLock { $0.snapshot } }
        do throws(StorageError) {
            let identity = try storage.identity(of: IndexFileName.manifest)
            let known = current.withLock { $0.identity == identity ? $0.snapshot : nil }
            if let known { return known }
        } catch { throw .storage(error) }
        return try reload()
    }

    /// Segments of the newest commit.
    public var segmentCount: Int { get throws(IndexError) { try snapshot().segments.count } }

    /// The commit that was newest when this index last looked or wrote.
    package var latest: Snapshot { current.withLock { $0.snapshot } }

    @discardableResult
    func reload() throws(IndexError) -> Snapshot {
        let publications = current.withLock { $0.publications }
        let opened = try Self.load(storage, options: options, sharing: latest)
        guard let opened else { throw .missing(IndexFileName.manifest) }
        return current.withLock { current in
            if current.publications == publications {
                current = Current(snapshot: opened.snapshot, identity: opened.identity, publications: publications + 1)
            }
            return current.snapshot
        }
    }

    func publish(_ manifest: Manifest) throws(IndexError) {
        let snapshot = try Snapshot(manifest, storage: storage, analyzer: options.analyzer, sharing: latest)
        do throws(StorageError) {
            let identity = try storage.identity(of: IndexFileName.manifest)
            current.withLock { $0 = Current(snapshot: snapshot, identity: identity, publications: $0.publications + 1) }
        } catch { throw .storage(error) }
    }

    // MARK: Opening

    /// How often a commit that vanishes while it is being opened is followed to the next.
    private static let attempts = 20

    private static func open(
        _ storage: any Storage, options: IndexOptions, name: String
    ) throws(IndexError) -> (snapshot: Snapshot, identity: UInt64?) {
        if let opened = try load(storage, options: options, sharing: nil) { return opened }
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

    /// Opens the last commit. A merge of another process may remove files on the way: then there is a newer commit to open.
    private static func load(
        _ storage: any Storage, options: IndexOptions, sharing earlier: Snapshot?
    ) throws(IndexError) -> (snapshot: Snapshot, identity: UInt64?)? {
        var failure: IndexError?
        for _ in 0..<attempts {
            do {
                let identity = try storage.identity(of: IndexFileName.manifest)
                guard let manifest = try Manifest.read(from: storage) else { return nil }
                guard manifest.analyzer.name == options.analyzer.name, manifest.analyzer.version == options.analyzer.version
                else {
                    throw IndexError.analyzer(name: manifest.analyzer.name, version: Int(manifest.analyzer.version))
                }
                let snapshot = try Snapshot(manifest, storage: storage, analyzer: options.analyzer, sharing: earlier)
                return (snapshot, identity)
            } catch {
                failure = IndexError(error)
                guard case .storage(.missing) = failure else { break }
            }
        }
        throw failure!
    }
}
