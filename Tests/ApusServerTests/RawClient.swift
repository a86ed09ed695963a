import ApusSocket
import Glibc

/// A client that sends what it is told and reads lines.
final class RawClient: @unchecked Sendable {
    let socket: Int32
    let greeting: String
    private var buffer: [UInt8] = []
    private var isOpen = true

    init(_ path: String) throws {
        socket = try StreamSocket.make(for: path)
        StreamSocket.setTimeouts(socket, receiving: .seconds(10), sending: .seconds(10))
        try UnixAddress(path: path).connect(socket)
        greeting = Self.line(from: socket, &buffer) ?? ""
    }

    deinit { hangUp() }

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                guard case .bytes(let count) = StreamSocket.send(socket, UnsafeRawBufferPointer(rebasing: bytes[sent...])) else {
                    return
                }
                sent += count
            }
        }
    }

    func halfClose() { shutdown(socket, Int32(SHUT_WR)) }

    func hangUp() {
        if isOpen { close(socket) }
        isOpen = false
    }

    /// The next line; nil at the end, or when none comes for ten seconds.
    func line() -> String? { Self.line(from: socket, &buffer) }

    func lines(_ count: Int) -> [String] { (0..<count).compactMap { _ in line() } }

    /// All that comes up to the end.
    func rest() -> [String] {
        var lines: [String] = []
        while let line = line() { lines.append(line) }
        return lines
    }

    private static func line(from socket: Int32, _ buffer: inout [UInt8]) -> String? {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                defer { buffer.removeSubrange(...end) }
                return String(decoding: buffer[..<end], as: UTF8.self)
            }
            var piece = [UInt8](repeating: 0, count: 4096)
            guard case .bytes(let count) = piece.withUnsafeMutableBytes({ StreamSocket.receive(socket, into: $0) }) else {
                return nil
            }
            buffer += piece[..<count]
        }
    }
}
