import ApusSocket
import ApusWire

/// Why a client got no answer. A request that failed is none of these: its reply ends in `Record.failure`.
public enum ClientError: Error, Equatable, Sendable {
    /// The daemon cannot be reached.
    case socket(SocketFailure)
    /// The daemon takes up no connection: too many, or another user's.
    case refused(WireError)
    /// What answers there does not speak the protocol.
    case notUnderstood(ReplyError)
    /// The connection ended before the answers did; `reason` is the daemon's, where it gave one.
    case closed(reason: String?)
}

extension ClientError: CustomStringConvertible {
    /// One sentence for a person.
    public var description: String {
        switch self {
        case .socket(let failure): failure.description
        case .refused(let error): "the daemon refused the connection: \(error.text)"
        case .notUnderstood(let error): "what answers is no daemon of \(Greeting.wireProtocol): \(error.text)"
        case .closed(nil): "the daemon ended the connection"
        case .closed(let reason?): "the daemon ended the connection: \(reason)"
        }
    }
}
