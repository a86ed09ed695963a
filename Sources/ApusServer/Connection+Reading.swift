import ApusSocket
import ApusWire
import Glibc

extension Connection {
    private static let pieceBytes = 64 << 10

    /// The connection's thread, from the greeting to the end.
    func run() {
        StreamSocket.setTimeouts(socket, receiving: core.options.tick, sending: core.options.writeTimeout)
        var lines = core.greeting(role: role).line
        _ = outbox.add(&lines)
        outbox.flush()
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceBytes, alignment: 16)
        defer { piece.deallocate() }
        var answering = Answering(self)
        repeat {
            while !answering.isOver, let item = inbox.next() { answering.answer(item) }
            answering.flush()
        } while !answering.isOver && receive(piece, &answering)
        if outbox.isBroken { cancelAll() }
        tagged.waitForAll()
        sayGoodbye()
    }

    /// Waits for more; false when nothing more is to be answered.
    private func receive(_ piece: UnsafeMutableRawBufferPointer, _ answering: inout Answering) -> Bool {
        guard !inbox.isEnded else { return false }
        let wait = Wait(for: inbox, answered: answering.answeredCount, after: answering.wait)
        answering.wait = wait
        while true {
            switch nextBytes(piece, isAskedAgain: answering.answeredCount > 0) {
            case .bytes(let count):
                inbox.receive(UnsafeRawBufferPointer(rebasing: piece[..<count]))
                return true
            case .end:
                inbox.end()
                return true
            case .wouldBlock: break
            case .failed:
                hangUp()
                return false
            }
            if wait.isWithinRequest, wait.isLonger(than: core.options.requestTimeout) { return refuseSlowRequest() }
            if let idle = core.options.idleTimeout, tagged.isEmpty, wait.isLonger(than: idle) { return false }
        }
    }

    /// Waits for bytes: first awake, for as long as a client takes that goes on with its next request, then asleep.
    private func nextBytes(_ piece: UnsafeMutableRawBufferPointer, isAskedAgain: Bool) -> StreamSocket.Outcome {
        if isAskedAgain, core.watch.begin(number) {
            defer { core.watch.end() }
            let outcome = StreamSocket.receiveAwake(socket, into: piece)
            if outcome != .wouldBlock { return outcome }
        }
        return StreamSocket.receive(socket, into: piece)
    }

    private func refuseSlowRequest() -> Bool {
        let error = WireError(.timeout, text: "the request did not arrive in time")
        var lines: [UInt8] = []
        ReplyEncoder().append(.failure(error), to: &lines)
        _ = outbox.add(&lines)
        return false
    }

    private func sayGoodbye() {
        if isStopping.load(ordering: .sequentiallyConsistent) {
            var lines = EventLine.bytes("bye", [Property("reason", .text("shutdown"))])
            _ = outbox.add(&lines)
        }
        outbox.flush()
        shutdown(socket, Int32(SHUT_RDWR))
    }
}

/// How long the connection has waited for the same thing: for a request to begin, or for one that has begun to end.
struct Wait {
    let isWithinRequest: Bool
    private let answered: Int
    private let began: UInt64

    init(for inbox: Inbox, answered: Int, after earlier: Wait?) {
        let isWithinRequest = inbox.isWithinRequest
        let isSame = earlier?.isWithinRequest == isWithinRequest && earlier?.answered == answered
        self.isWithinRequest = isWithinRequest
        self.answered = answered
        began = isSame ? earlier?.began ?? 0 : MonotonicClock.now()
    }

    func isLonger(than limit: Duration) -> Bool { MonotonicClock.now() - began > MonotonicClock.nanoseconds(limit) }
}
