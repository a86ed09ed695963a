import Apus
import ApusSocket
import ApusWire
import Glibc
import Synchronization

/// One client: its socket, what it has sent, and the answers on their way to it.
///
/// A thread of its own reads, and answers untagged requests in order; tagged ones run on the pool. While that thread is busy the
/// attendant looks after the client: it cancels everything when the client is gone, and settles `cancel` and `ping`.
final class Connection: Sendable {
    /// So many bytes of answers are sent without waiting for more.
    static let flushedBytes = 64 << 10

    let number: UInt64
    let socket: Int32
    let core: ServerCore
    let session: any RequestSession
    let role: Greeting.Role
    let inbox: Inbox
    let outbox: Outbox
    let tagged = TaggedRequests()
    let lane = RequestPool.Lane()
    let isStopping = Atomic(false)
    /// For untagged requests: only once the client is gone, or the daemon will wait no longer.
    let cancellation = Cancellation()
    private let busySince = Atomic<UInt64>(0)
    private let isAnsweringUntagged = Atomic(false)
    /// Held while the attendant reads, so that the thread never waits for bytes that the attendant has.
    private let attendance = Locked(())

    init(socket: Int32, number: UInt64, door: Door, core: ServerCore) {
        self.socket = socket
        self.number = number
        self.core = core
        role = door.role
        session = core.service.session(index: door.index)
        inbox = Inbox(limits: core.options.wire)
        outbox = Outbox(socket: socket)
    }

    deinit { close(socket) }

    // MARK: The thread is busy

    /// Does what may take long, which is told when it begins. Meanwhile the attendant reads on.
    func busily<R>(answeringUntagged: Bool, _ body: (_ began: UInt64) -> R) -> R {
        let began = MonotonicClock.now()
        isAnsweringUntagged.store(answeringUntagged, ordering: .relaxed)
        busySince.store(began, ordering: .sequentiallyConsistent)
        core.attendant.noteActivity()
        defer { attendance.withLock { _ in busySince.store(0, ordering: .sequentiallyConsistent) } }
        return body(began)
    }

    /// Whether the thread has been busy for so many nanoseconds.
    func isBusy(for patience: UInt64, at now: UInt64) -> Bool {
        let since = busySince.load(ordering: .sequentiallyConsistent)
        return since != 0 && now > since && now - since >= patience
    }

    /// Reads on in place of the busy thread, settles what cannot wait, and sends what is ready. Never waits.
    func attend() {
        attendance.withLock { _ in
            guard isBusy, inbox.hasRoom else { return }
            withUnsafeTemporaryAllocation(byteCount: 16 << 10, alignment: 16) { piece in
                switch StreamSocket.receive(socket, into: piece, waits: false) {
                case .bytes(let count): inbox.receive(UnsafeRawBufferPointer(rebasing: piece[..<count]))
                case .end: inbox.end()
                case .wouldBlock, .failed: break
                }
            }
            settleArrived()
        }
        outbox.flush(waits: false)
    }

    /// Settles what cannot wait of all that has arrived already, as when it came together with what keeps the thread busy.
    func attendToArrived() {
        attendance.withLock { _ in if isBusy { settleArrived() } }
        outbox.flush(waits: false)
    }

    private var isBusy: Bool { busySince.load(ordering: .sequentiallyConsistent) != 0 }

    private func settleArrived() {
        inbox.settleUrgent(isAnsweringUntagged: isAnsweringUntagged.load(ordering: .relaxed), settle: settle) { request, record in
            var lines: [UInt8] = []
            ReplyEncoder(for: request).append(record, to: &lines)
            outbox.addAtOnce(lines)
        }
    }

    /// The effect of a request that cannot wait, with its answer.
    /// - Parameter cancelWaiting: stops a request of that tag that was not taken up yet; false where there is none.
    func settle(_ request: Request, cancelWaiting: (String) -> Bool) -> Record {
        guard request.verb == .cancel else { return .ok(core.properties) }
        let name = request.text.hasPrefix("@") ? String(request.text.dropFirst()) : request.text
        return .ok([Property("cancelled", tagged.cancel(name) || cancelWaiting(name) ? 1 : 0)])
    }

    // MARK: The end

    /// The client is gone: its queries stop, and nothing more is sent.
    func hangUp() {
        cancelAll()
        outbox.breakOff()
        tagged.wake()
    }

    func cancelAll() {
        cancellation.cancel()
        tagged.cancelAll()
    }

    /// Finishes what runs and takes up nothing more. What has arrived is still answered, with `503 stopping`.
    func stop() {
        isStopping.store(true, ordering: .sequentiallyConsistent)
        shutdown(socket, Int32(SHUT_RD))
    }

    /// Ends the connection whatever it does.
    func breakOff() {
        hangUp()
        shutdown(socket, Int32(SHUT_RDWR))
    }
}
