import Apus
import ApusSocket
import ApusWire

/// Requests that go out while replies come in, until all of them are answered.
struct Exchange<Requests: IteratorProtocol> where Requests.Element == Request {
    private let socket: ClientSocket
    private var requests: Requests
    private var nextPlace = 0
    private var hasMore = true
    /// The places of untagged requests on their way, in order, from `head` on.
    private var untagged: [Int] = []
    private var head = 0
    private var tagged: [ExactText: Int] = [:]

    init(over socket: ClientSocket, requests: Requests) {
        self.socket = socket
        self.requests = requests
    }

    private var openCount: Int { untagged.count - head + tagged.count }

    mutating func run(_ body: (Int, Record) throws -> Void) throws {
        while true {
            fill()
            guard openCount > 0 else { return }
            if let line = try socket.bufferedLine() {
                try take(line, body)
            } else {
                try socket.exchange()
            }
        }
    }

    /// Writes requests until enough are on their way. Only when nothing is there to be read, so that requests go out in large pieces.
    private mutating func fill() {
        guard hasMore, openCount <= Client.window / 2 else { return }
        while openCount < Client.window, socket.outgoingCount < Client.sentBytes {
            guard let request = requests.next() else { return hasMore = false }
            if let tag = request.tag { tagged[ExactText(tag)] = nextPlace } else { untagged.append(nextPlace) }
            nextPlace += 1
            socket.write(request)
        }
    }

    private mutating func take(_ line: ReplyLine, _ body: (Int, Record) throws -> Void) throws {
        guard case .record(let record, let tag) = line else { return }
        guard let place = place(of: tag) else {
            throw ClientError.notUnderstood(ReplyError(text: "a reply to no request"))
        }
        if record.isFinal { finish(tag) }
        try body(place, record)
    }

    private func place(of tag: String?) -> Int? {
        if let tag { return tagged[ExactText(tag)] }
        return head < untagged.count ? untagged[head] : nil
    }

    private mutating func finish(_ tag: String?) {
        if let tag {
            tagged[ExactText(tag)] = nil
        } else {
            head += 1
            if head == untagged.count || head >= Client.window {
                untagged.removeFirst(head)
                head = 0
            }
        }
    }
}
