import Glibc

/// What the kernel tells of folders: inotify(7). The one place that knows of it; elsewhere than on Linux there is only the error.
///
/// A folder that is watched has a number, which is never given to another one.
final class FolderEvents {
    struct Event: Equatable {
        /// The folder's number.
        var folder: Int32
        var kind: Kind
        /// Of what changed in the folder; empty where the folder itself is meant.
        var name: [UInt8] = []
        /// Whether that is a folder.
        var isFolder = false
    }

    enum Kind: Equatable {
        /// There is something new, or it was written and closed, or its permissions or times changed.
        case changed
        /// A name is there for the first time, but may still be written to.
        case created
        /// A name is gone.
        case gone
        /// A folder was moved away, with all its watched folders.
        case movedAway
        /// The folder itself is gone, or somewhere else.
        case lost
        /// The folder is not watched any more.
        case ended
        /// The folder's file system was taken away.
        case unmounted
        /// Events were lost.
        case overflow
    }

    /// Readable when there is something to take.
    let descriptor: Int32

    #if os(Linux)

        private static let wanted = UInt32(
            IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF)
        private static let bufferBytes = 64 << 10

        init() throws(WatchFailure) {
            descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
            guard descriptor >= 0 else { throw WatchFailure(beginning: errno) }
        }

        deinit { close(descriptor) }

        /// Watches a folder; one that is watched already keeps its number. Nil when it is gone, or no folder.
        func watch(_ path: [UInt8]) throws(WatchFailure) -> Int32? {
            let number = FilePath.withCString(path) { inotify_add_watch(descriptor, $0, Self.wanted | UInt32(IN_ONLYDIR)) }
            if number >= 0 { return number }
            let code = errno
            // What cannot be read is told of by who reads it.
            if [ENOENT, ENOTDIR, EACCES, ELOOP].contains(code) { return nil }
            throw WatchFailure(watching: code)
        }

        func end(_ number: Int32) { inotify_rm_watch(descriptor, number) }

        /// All that happened and was not taken yet, in order.
        func take() throws(WatchFailure) -> [Event] {
            var events: [Event] = []
            var buffer = [UInt8](repeating: 0, count: Self.bufferBytes)
            while true {
                let count = Glibc.read(descriptor, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == EAGAIN { return events }
                guard count > 0 else { throw .system(code: count < 0 ? errno : EIO) }
                buffer.withUnsafeBytes { Self.decode(UnsafeRawBufferPointer(rebasing: $0[..<count]), into: &events) }
            }
        }

        /// `wd:i32 mask:u32 cookie:u32 length:u32` and a name filled up with NUL.
        private static func decode(_ bytes: UnsafeRawBufferPointer, into events: inout [Event]) {
            let headerBytes = 16
            var offset = 0
            while bytes.count - offset >= headerBytes {
                let number = bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)
                let mask = bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
                let length = Int(bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
                let start = offset + headerBytes
                guard length <= bytes.count - start else { return }
                let name = Array(bytes[start..<(start + length)].prefix { $0 != 0 })
                offset = start + length
                if let kind = kind(mask) {
                    events.append(Event(folder: number, kind: kind, name: name, isFolder: mask & UInt32(IN_ISDIR) != 0))
                }
            }
        }

        private static func kind(_ mask: UInt32) -> Kind? {
            func has(_ bits: Int32) -> Bool { mask & UInt32(bitPattern: bits) != 0 }
            let isFolder = has(IN_ISDIR)
            if has(IN_Q_OVERFLOW) { return .overflow }
            if has(IN_UNMOUNT) { return .unmounted }
            if has(IN_IGNORED) { return .ended }
            if has(IN_DELETE_SELF | IN_MOVE_SELF) { return .lost }
            if has(IN_MOVED_FROM) { return isFolder ? .movedAway : .gone }
            if has(IN_DELETE) { return .gone }
            if has(IN_CREATE) { return .created }
            return has(IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_TO) ? .changed : nil
        }

    #else

        init() throws(WatchFailure) { throw .unsupported }
        func watch(_ path: [UInt8]) throws(WatchFailure) -> Int32? { throw .unsupported }
        func end(_ number: Int32) {}
        func take() throws(WatchFailure) -> [Event] { throw .unsupported }

    #endif
}
