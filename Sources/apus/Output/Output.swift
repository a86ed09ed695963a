import Apus
import Glibc

/// Standard output, written in large pieces. A reader that has gone away ends the process quietly.
final class Output: @unchecked Sendable {
    // The command line runs on one thread.
    static let shared = Output()

    private static let limit = 64 << 10
    private var buffer: [UInt8] = []
    /// Why bytes could not be written; from then on all are dropped.
    private var failure: CommandFailure?
    private var isFailureTold = false
    /// Where long output goes, as long as it is not known whether it is long.
    private var pager: Pager?
    private var isPaging = false

    /// Whether a person looks at it.
    let isTerminal = isatty(STDOUT_FILENO) == 1

    func write(_ text: String) { write(Array(text.utf8)) }

    /// Lines of JSON.
    func write(json bytes: [UInt8]) { write(isTerminal ? SafeText.json(bytes) : bytes) }

    func write(_ bytes: [UInt8]) {
        guard failure == nil else { return }
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.limit || pager != nil { writeBuffer() }
    }

    /// Holds output back until it is longer than the screen, and then hands it to a pager. For commands that answer once and end.
    func pageLongOutput() { if isTerminal { pager = Pager() } }

    /// Throws, once, where bytes could not be written: a full disk, a closed descriptor.
    func flush() throws(CommandFailure) {
        writeBuffer()
        try tellFailure()
    }

    /// Writes what is left, and waits for the person who reads it.
    func end() throws(CommandFailure) {
        let pager = pager
        self.pager = nil
        writeBuffer()
        pager?.finish()
        try tellFailure()
    }

    private func tellFailure() throws(CommandFailure) {
        if let reason = failure, !isFailureTold {
            isFailureTold = true
            throw reason
        }
    }

    private func writeBuffer() {
        if pager != nil, !isPaging {
            guard pager?.isNeeded(for: buffer) ?? false else { return }
            isPaging = true
            pager?.start()
        }
        var start = 0
        defer { buffer.removeAll(keepingCapacity: true) }
        while start < buffer.count {
            let written = buffer.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress! + start, $0.count - start) }
            if written < 0 {
                if errno == EINTR { continue }
                failure = CommandFailure(.unavailable, "standard output: \(SystemMessage.text(errno))")
                return
            }
            start += written
        }
    }
}

/// Standard error: one line a message.
enum Console {
    static let isTerminal = isatty(STDERR_FILENO) == 1

    static func error(_ message: String) { raw("apus: \(message)\n") }

    /// What cannot be written is lost: there is nowhere else to say so.
    static func raw(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
