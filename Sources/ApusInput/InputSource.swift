import Glibc

/// A file to read, as the walker found it, or standard input.
package struct InputSource: Equatable, Sendable {
    package enum Kind: Equatable, Sendable { case file, standardInput }

    /// The normalised path as the system knows it, which need not be UTF-8.
    let pathBytes: [UInt8]
    /// Bytes; 0 where that is not known before.
    package let size: UInt64
    /// When it was last changed, in nanoseconds since 1970.
    package let modified: Int64
    /// What is open already, and stays open; nil for a file.
    let descriptor: Int32?

    /// `-`: what comes on standard input.
    package static let standardInput = InputSource(descriptor: STDIN_FILENO)

    init(file pathBytes: [UInt8], size: UInt64 = 0, modified: Int64 = 0) {
        self.pathBytes = pathBytes
        self.size = size
        self.modified = modified
        descriptor = nil
    }

    /// Standard input, which comes from that descriptor.
    init(descriptor: Int32) {
        pathBytes = Array("-".utf8)
        size = 0
        modified = 0
        self.descriptor = descriptor
    }

    package var kind: Kind { descriptor == nil ? .file : .standardInput }

    /// Whether the file has been taken away.
    package var isGone: Bool { kind == .file && FileStatus.isNoFile(pathBytes) }

    /// The path for people, and the id of a document that is the whole file. What is no UTF-8 is U+FFFD in it.
    package var path: String { String(decoding: pathBytes, as: UTF8.self) }
}
