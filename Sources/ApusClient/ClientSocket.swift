import ApusSocket
import ApusWire
import Glibc

/// The socket of a client: requests that wait to be sent, and lines that have come.
final class ClientSocket {
    private static let pieceBytes = 64 << 10

    private let descriptor: Int32
    private let path: String
    private var outgoing: [UInt8] = []
    private var incoming = LineBuffer()
    private let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceBytes, alignment: 16)
    /// Why the daemon said it would end.
    private var farewell: String?

    init(path: String, timeout: Duration?) throws(ClientError) {
        self.path = path
        do throws(SocketFailure) {
            let address = try UnixAddress(path: path)
            let socket = try StreamSocket.make(for: path)
            StreamSocket.setTimeouts(socket, receiving: timeout, sending: timeout)
            do throws(SocketFailure) { try address.connect(socket) } catch {
                close(socket)
                throw error
            }
            descriptor = socket
        } catch {
            piece.deallocate()
            throw .socket(error)
        }
    }

    deinit {
        close(descriptor)
        piece.deallocate()
    }

    func waitForEver() { StreamSocket.setTimeouts(descriptor, receiving: nil, sending: nil) }

    var outgoingCount: Int { outgoing.count }

    func write(_ request: Request) { RequestEncoder.append(request, to: &outgoing) }

    /// The next line that has come whole; nil when there is none.
    func bufferedLine() throws(ClientError) -> ReplyLine? {
        do throws(ReplyError) {
            guard let line = try incoming.next() else { return nil }
            if case .event("bye", let properties) = line {
                farewell = properties.first { $0.key == "reason" }?.value.text ?? "bye"
            }
            return line
        } catch { throw .notUnderstood(error) }
    }

    /// The next line, however long it takes.
    func nextLine() throws(ClientError) -> ReplyLine {
        while true {
            if let line = try bufferedLine() { return line }
            try receive(waits: true)
        }
    }

    /// Sends what can be sent and receives what has come; waits until it could do one of them.
    func exchange() throws(ClientError) {
        try sendSome()
        // With everything sent there is only one thing to wait for.
        guard !outgoing.isEmpty else { return try receive(waits: true) }
        var polled = pollfd(fd: descriptor, events: Int16(POLLIN | POLLOUT), revents: 0)
        guard poll(&polled, 1, -1) > 0 else { return }
        if polled.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 { try receive(waits: false) }
    }

    private func sendSome() throws(ClientError) {
        guard !outgoing.isEmpty else { return }
        switch outgoing.withUnsafeBytes({ StreamSocket.send(descriptor, $0, waits: false) }) {
        case .bytes(let count) where count == outgoing.count: outgoing.removeAll(keepingCapacity: true)
        case .bytes(let count): outgoing.removeFirst(count)
        case .wouldBlock: break
        // What was answered before the daemon left can still be read.
        case .failed(EPIPE), .end: outgoing.removeAll()
        case .failed(let code): throw .socket(.failed(operation: "send", path: path, code: code))
        }
    }

    /// Waits for bytes: first awake, for as long as a cheap request takes, then asleep.
    private func received() -> StreamSocket.Outcome {
        let outcome = StreamSocket.receiveAwake(descriptor, into: piece)
        return outcome == .wouldBlock ? StreamSocket.receive(descriptor, into: piece) : outcome
    }

    private func receive(waits: Bool) throws(ClientError) {
        switch waits ? received() : StreamSocket.receive(descriptor, into: piece, waits: false) {
        case .bytes(let count): incoming.append(UnsafeRawBufferPointer(rebasing: piece[..<count]))
        case .wouldBlock where waits: throw .socket(.timeout(path: path))
        case .wouldBlock: break
        case .end, .failed(ECONNRESET): throw .closed(reason: farewell)
        case .failed(let code): throw .socket(.failed(operation: "receive", path: path, code: code))
        }
    }
}
