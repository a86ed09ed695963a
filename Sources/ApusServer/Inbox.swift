import Apus
import ApusWire

/// What one client has sent and was not yet taken up, in order.
///
/// The connection's thread reads and takes. While that is busy the poller reads on, as far as one line limit, and settles what cannot
/// wait; such requests stay in their place when their answer has to.
final class Inbox: Sendable {
    /// One thing to be answered.
    enum Item: Sendable {
        case event(RequestDecoder.Event)
        /// A request that took effect already and waits for its turn to be answered.
        case settled(Request, Record)
    }

    private struct Entry {
        var item: Item
        /// How many bytes of the stream end with it.
        var end: Int
    }

    private struct State {
        var decoder: RequestDecoder
        var entries: [Entry] = []
        var head = 0
        var receivedCount = 0
        var takenCount = 0
        var isEnded = false
        /// Whether an untagged request is being answered or waits among `entries`; later untagged answers must wait for it.
        var untaggedAhead = 0
    }

    private let state: Locked<State>
    private let most: Int

    init(limits: WireLimits) {
        most = limits.line
        state = Locked(State(decoder: RequestDecoder(limits: limits)))
    }

    var isEnded: Bool { state.withLock { $0.isEnded } }

    /// Whether a request has begun that is not all there.
    var isWithinRequest: Bool { state.withLock { $0.decoder.isWithinRequest } }

    /// Whether the poller may read more.
    var hasRoom: Bool { state.withLock { !$0.isEnded && $0.receivedCount - $0.takenCount < most } }

    func receive(_ bytes: UnsafeRawBufferPointer) {
        state.withLock { state in
            state.decoder.append(bytes)
            state.receivedCount += bytes.count
        }
    }

    /// Nothing more comes: the last line needs no end.
    func end() {
        state.withLock { state in
            state.isEnded = true
            state.decoder.finish()
        }
    }

    /// The next thing to answer, or nil when more bytes are needed.
    func next() -> Item? {
        state.withLock { state in
            guard state.head < state.entries.count else {
                guard let event = state.decoder.next() else { return nil }
                state.takenCount = state.decoder.consumedCount
                return .event(event)
            }
            let entry = state.entries[state.head]
            state.head += 1
            state.takenCount = entry.end
            if entry.item.isUntagged { state.untaggedAhead -= 1 }
            if state.head == state.entries.count {
                state.entries.removeAll(keepingCapacity: true)
                state.head = 0
            }
            return entry.item
        }
    }

    /// Goes through what has arrived and was not looked at. `settle` lets an urgent request take effect and gives its answer; that is
    /// sent at once by `answer` unless an untagged one has to wait for its turn. `settle` is given a way to stop a request that waits
    /// here by its tag.
    func settleUrgent(
        isAnsweringUntagged: Bool, settle: (Request, (String) -> Bool) -> Record, answer: (Request, Record) -> Void
    ) {
        state.withLock { state in
            while let event = state.decoder.next() {
                var item = Item.event(event)
                if case .request(let request) = event, request.verb.isUrgent {
                    let record = settle(request) { Self.cancel($0, in: &state) }
                    if request.tag != nil || (!isAnsweringUntagged && state.untaggedAhead == 0) {
                        answer(request, record)
                        continue
                    }
                    item = .settled(request, record)
                }
                if item.isUntagged { state.untaggedAhead += 1 }
                state.entries.append(Entry(item: item, end: state.decoder.consumedCount))
            }
        }
    }

    /// Lets the first waiting request of that tag be answered as cancelled when its turn comes; false where there is none.
    private static func cancel(_ tag: String, in state: inout State) -> Bool {
        for place in state.entries.indices.dropFirst(state.head) {
            guard case .event(.request(let request)) = state.entries[place].item, let name = request.tag, name.isExactly(tag)
            else {
                continue
            }
            state.entries[place].item = .settled(request, .failure(.cancelledBeforeStart))
            return true
        }
        return false
    }
}

extension Inbox.Item {
    var isUntagged: Bool {
        switch self {
        case .event(.request(let request)), .settled(let request, _): request.tag == nil
        case .event(.refusal(let refusal)): refusal.tag == nil
        }
    }
}

extension WireError {
    /// The end of a request that was cancelled while it waited.
    static let cancelledBeforeStart = WireError(
        .cancelled, [Property("after", .microseconds(0))], text: "cancelled by the client")
}
