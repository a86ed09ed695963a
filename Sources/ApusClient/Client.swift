import ApusSocket
import ApusWire
import Glibc

/// A connection to a daemon, used by one thread at a time.
///
///     let client = try Client(socketPath: "index/apus.sock")
///     try client.answer(Request(.search, [.init(.limit, "5")], "ready to pursue peace", dialect: .json)) { record in print(record) }
///
/// Replies to requests of the JSON dialect are records with all their values; those of the text dialect have rows of text and finals.
public final class Client {
    /// Untagged requests that may be on their way at once.
    static let window = 1024
    /// Bytes of requests that are gathered before they are sent.
    static let sentBytes = 64 << 10

    /// Who answers, and what it allows.
    public let greeting: Greeting
    let path: String
    let socket: ClientSocket

    /// Connects and reads the greeting.
    /// - Parameter timeout: how long the daemon may take for that; nil for as long as it takes.
    public init(socketPath: String, timeout: Duration? = .seconds(5)) throws(ClientError) {
        path = socketPath
        socket = try ClientSocket(path: socketPath, timeout: timeout)
        greeting = try Self.greeting(from: socket)
        socket.waitForEver()
    }

    private static func greeting(from socket: ClientSocket) throws(ClientError) -> Greeting {
        let line = try socket.nextLine()
        if case .record(.failure(let error), _) = line { throw .refused(error) }
        do throws(ReplyError) { return try Greeting(line) } catch { throw .notUnderstood(error) }
    }

    /// Sends a request and gives each record of its reply as it comes, the final one last.
    ///
    /// After an error of `body` the connection can no longer be used.
    public func answer(_ request: Request, _ body: (Record) throws -> Void) throws {
        try answerAll(CollectionOfOne(request)) { _, record in try body(record) }
    }

    /// Sends requests without waiting for their answers one by one, and gives each record with its request's place among them.
    ///
    /// Untagged requests are answered in order; of tagged ones each needs its own tag. However many requests and answers there are,
    /// neither side waits for the other for ever, and only so many are held as are on their way.
    public func answerAll(_ requests: some Sequence<Request>, _ body: (Int, Record) throws -> Void) throws {
        var exchange = Exchange(over: socket, requests: requests.makeIterator())
        try exchange.run(body)
    }
}
