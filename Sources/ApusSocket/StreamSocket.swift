import Glibc

/// System calls on stream sockets: interrupted ones are made again, and no write raises SIGPIPE.
package enum StreamSocket {
    /// How long to wait awake for the other side of a quick exchange.
    package static let awakeNanoseconds: UInt64 = 50_000

    /// What a read or a write came to.
    package enum Outcome: Equatable {
        case bytes(Int)
        /// The other side writes no more.
        case end
        /// Nothing within the socket's timeout, or nothing at once.
        case wouldBlock
        case failed(Int32)
    }

    /// A new socket that no child process inherits.
    package static func make(for path: String) throws(SocketFailure) -> Int32 {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw .last("socket", path) }
        return socket
    }

    package static func receive(_ socket: Int32, into buffer: UnsafeMutableRawBufferPointer, waits: Bool = true) -> Outcome {
        while true {
            let count = recv(socket, buffer.baseAddress, buffer.count, waits ? 0 : Int32(MSG_DONTWAIT))
            if count > 0 { return .bytes(count) }
            if count == 0 { return .end }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .wouldBlock
            case let code: return .failed(code)
            }
        }
    }

    /// Receives awake, giving way to whoever else wants the processor; `.wouldBlock` when nothing comes for so many nanoseconds.
    ///
    /// Waking a thread up costs more than most requests, above all on a machine that has nothing else to do.
    package static func receiveAwake(
        _ socket: Int32, into buffer: UnsafeMutableRawBufferPointer, for patience: UInt64 = awakeNanoseconds
    ) -> Outcome {
        let end = MonotonicClock.now() + patience
        repeat {
            let outcome = receive(socket, into: buffer, waits: false)
            if outcome != .wouldBlock { return outcome }
            sched_yield()
        } while MonotonicClock.now() < end
        return .wouldBlock
    }

    package static func send(_ socket: Int32, _ bytes: UnsafeRawBufferPointer, waits: Bool = true) -> Outcome {
        let flags = Int32(MSG_NOSIGNAL) | (waits ? 0 : Int32(MSG_DONTWAIT))
        while true {
            let count = Glibc.send(socket, bytes.baseAddress, bytes.count, flags)
            if count >= 0 { return .bytes(count) }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .wouldBlock
            case let code: return .failed(code)
            }
        }
    }

    /// How long a read and a write may wait. A whole second at least is right for peers; nil waits for ever.
    package static func setTimeouts(_ socket: Int32, receiving: Duration?, sending: Duration?) {
        set(SO_RCVTIMEO, receiving, on: socket)
        set(SO_SNDTIMEO, sending, on: socket)
    }

    private static func set(_ option: Int32, _ timeout: Duration?, on socket: Int32) {
        let (seconds, attoseconds) = timeout?.components ?? (0, 0)
        // A zero would wait for ever.
        let least = timeout != nil && seconds == 0 ? 1 : 0
        var value = timeval(tv_sec: Int(clamping: seconds), tv_usec: max(least, Int(attoseconds / 1_000_000_000_000)))
        setsockopt(socket, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<timeval>.size))
    }
}
