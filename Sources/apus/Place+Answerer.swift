import ApusClient
import ApusSocket
import ApusWire

extension Place {
    /// Whoever answers for the index: the daemon when one listens, else the directory itself, as for several indexes.
    func answerer(writes: Bool) throws -> any Answerer {
        if directories.count > 1, !writes { return try EmbeddedAnswerer(paths: directories, writes: false) }
        return try listeningDaemon() ?? EmbeddedAnswerer(paths: [indexPath], writes: writes)
    }

    /// The daemon that owns the index, or nil when none listens and none is demanded.
    func listeningDaemon() throws -> DaemonAnswerer? {
        try requireOne()
        guard let door else { return nil }
        do throws(ClientError) {
            return DaemonAnswerer(try Client(socketPath: door.path))
        } catch {
            if !door.isDemanded, Self.isAbsence(error) { return nil }
            throw CommandFailure(.unavailable, "\(error)")
        }
    }

    /// The daemon; it is an error that there is none.
    func daemon() throws -> DaemonAnswerer {
        try requireOne()
        guard let door else { throw CommandFailure(.usage, "--direct asks no daemon") }
        do throws(ClientError) {
            return DaemonAnswerer(try Client(socketPath: door.path))
        } catch {
            switch error {
            case .socket(.missing) where !door.isDemanded, .socket(.refused) where !door.isDemanded:
                throw CommandFailure(.unavailable, "no daemon listens at \(door.path); start one with apusd -i \(indexPath)")
            default: throw CommandFailure(.unavailable, "\(error)")
            }
        }
    }

    private static func isAbsence(_ error: ClientError) -> Bool {
        switch error {
        case .socket(.missing), .socket(.refused), .socket(.pathTooLong), .socket(.notASocket): true
        default: false
        }
    }
}

/// Asks a daemon.
final class DaemonAnswerer: Answerer {
    private let client: Client

    init(_ client: Client) { self.client = client }

    /// The daemon's process.
    var processID: Int32 { client.greeting.processID }

    func answer(_ request: Request, _ body: (Record) throws -> Void) throws {
        do { try client.answer(request, body) } catch let error as ClientError { throw CommandFailure(.unavailable, "\(error)") }
    }

    func answerAll(_ requests: some Sequence<Request>, jobs: Int, _ body: (Int, Record) throws -> Void) throws {
        do { try client.answerAll(requests, body) } catch let error as ClientError {
            throw CommandFailure(.unavailable, "\(error)")
        }
    }
}
