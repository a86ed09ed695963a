import Synchronization

/// One file of a `MemoryStorage`: an array while it is written, bytes at a fixed address once it is closed.
final class MemoryFile: StorageFile, Sendable {
    private enum Content {
        case open([UInt8])
        case closed(OwnedBytes)
    }

    private static let created = Atomic<UInt64>(0)

    /// No two files of a process share it.
    let identity = MemoryFile.created.add(1, ordering: .relaxed).newValue
    private let content = Locked(Content.open([]))

    func append(_ bytes: UnsafeRawBufferPointer) { change { $0.append(contentsOf: bytes) } }

    func overwriteStart(_ bytes: UnsafeRawBufferPointer) {
        change { content in
            precondition(bytes.count <= content.count, "only what was appended can be overwritten")
            content.replaceSubrange(..<bytes.count, with: bytes)
        }
    }

    func synchronize() {}

    func close() {
        content.withLock { content in
            if case .open(let written) = content { content = .closed(OwnedBytes(written)) }
        }
    }

    /// The content as it is now.
    func snapshot() -> OwnedBytes {
        content.withLock { content in
            switch content {
            case .open(let written): OwnedBytes(written)
            case .closed(let bytes): bytes
            }
        }
    }

    private func change(_ body: (inout [UInt8]) -> Void) {
        content.withLock { content in
            guard case .open(var written) = content else { preconditionFailure("a closed file is not written to") }
            // Let go of the other reference, or each change would copy all.
            content = .open([])
            body(&written)
            content = .open(written)
        }
    }
}

/// Bytes in memory that belong to this object.
final class OwnedBytes: StoredBytes {
    // Filled once, before anybody sees the object.
    nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

    init(_ content: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 16)
        copy.copyBytes(from: content)
        bytes = UnsafeRawBufferPointer(copy)
    }

    deinit { bytes.deallocate() }
}
