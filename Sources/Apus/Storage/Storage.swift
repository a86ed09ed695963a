/// Where an index keeps its files: a flat set of names, written once from front to back and then only read, renamed or removed.
///
/// The engine touches the outside world through this protocol alone, so that faults can be put in its place.
public protocol Storage: Sendable {
    /// The names that are there, in any order.
    func names() throws(StorageError) -> [String]
    /// The whole content of a file; it stays readable after the file is removed.
    func read(_ name: String) throws(StorageError) -> any StoredBytes
    /// Makes a file under a fresh name.
    func create(_ name: String) throws(StorageError) -> any StorageFile
    /// Gives a file another name, replacing what had it.
    func rename(_ name: String, to newName: String) throws(StorageError)
    /// Takes a name away; bytes of the file that are being read stay readable.
    func remove(_ name: String) throws(StorageError)
    /// Makes names durable: what was created, renamed and removed before.
    func synchronize() throws(StorageError)
    /// Takes the one writer's lock, or says who holds it.
    func lock() throws(StorageError) -> any StorageLock
    /// Changes whenever the file is replaced; nil when there is none. Cheap: one look at the directory entry.
    func identity(of name: String) throws(StorageError) -> UInt64?
    /// A place of its own for files that do not belong to the index, made where it is missing.
    func folder(_ name: String) throws(StorageError) -> any Storage
    /// Gives a file a name in another storage too, or copies it there; says whether both names stand for one file. Its content is durable
    /// afterwards, its name with the target's `synchronize`. The name must be new.
    @discardableResult
    func link(_ name: String, into target: any Storage, as newName: String) throws(StorageError) -> Bool
}

/// A file while it is written.
public protocol StorageFile: AnyObject {
    /// Puts bytes behind those that are there: all of them, or an error after which every further call fails.
    func append(_ bytes: UnsafeRawBufferPointer) throws(StorageError)
    /// Puts the header that was left open at the start, before `synchronize`.
    func overwriteStart(_ bytes: UnsafeRawBufferPointer) throws(StorageError)
    /// Makes the content durable.
    func synchronize() throws(StorageError)
    /// Ends the writing; what was not synchronised may be lost in a crash.
    func close() throws(StorageError)
}

/// Held for as long as the object lives, or until `release`.
public protocol StorageLock: AnyObject, Sendable {
    /// Gives the lock back; further calls do nothing.
    func release()
}

/// Bytes of a file, borrowed from a memory map or owned; valid for as long as this object lives.
public protocol StoredBytes: AnyObject, Sendable {
    /// The whole content; its address stays the same. Not to be used once this object is gone.
    var bytes: UnsafeRawBufferPointer { get }
}
