@testable import Apus

/// What a name of a `FaultyStorage` stands for.
final class FaultyFile: Sendable {
    let identity: UInt64
    let content: Locked<(bytes: [UInt8], durable: [UInt8])>

    init(content: [UInt8], durable: [UInt8], identity: UInt64) {
        self.content = Locked((content, durable))
        self.identity = identity
    }
}

/// A file of a `FaultyStorage` while it is written.
final class FaultyStorageFile: StorageFile {
    private let file: FaultyFile
    private let name: String
    private let storage: FaultyStorage
    private var isOpen = true

    init(_ file: FaultyFile, name: String, storage: FaultyStorage) {
        self.file = file
        self.name = name
        self.storage = storage
    }

    deinit { leave() }

    func append(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        let run = Array(bytes)
        let file = file
        func append(_ part: some Sequence<UInt8>) { file.content.withLock { $0.bytes.append(contentsOf: part) } }
        try storage.call("append", name, half: { append(run.prefix(run.count / 2)) }) { _ in append(run) }
    }

    func overwriteStart(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        let run = Array(bytes)
        let file = file
        func overwrite(_ count: Int) { file.content.withLock { $0.bytes.replaceSubrange(..<count, with: run.prefix(count)) } }
        try storage.call("overwrite", name, half: { overwrite(run.count / 2) }) { _ in overwrite(run.count) }
    }

    func synchronize() throws(StorageError) {
        let file = file
        try storage.call("fsync", name) { _ in file.content.withLock { $0.durable = $0.bytes } }
    }

    func close() throws(StorageError) {
        leave()
        try storage.call("close", name) { _ in }
    }

    private func leave() {
        guard isOpen else { return }
        isOpen = false
        storage.state.withLock { $0.openFiles -= 1 }
    }
}
