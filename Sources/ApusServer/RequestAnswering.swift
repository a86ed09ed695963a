import Apus
import ApusService
import ApusWire

/// What answers requests: the service over indexes, or a stand-in in tests.
public protocol RequestAnswering: Sendable {
    /// The commit that a search sees now.
    var generation: UInt64 { get }

    /// The state of one connection.
    /// - Parameter index: what a request means that names no index; nil is the first.
    func session(index: String?) -> any RequestSession
}

/// One connection's requests, and what they leave behind for later ones: changes that wait for their commit, a fixed snapshot.
public protocol RequestSession: AnyObject, Sendable {
    /// Answers a request with any number of rows and exactly one final record.
    ///
    /// Called from several threads at once for tagged requests. What concerns the connection itself is not asked here.
    /// - Parameter time: when it arrived. It is told by when the answer has to be written.
    func answer(_ request: Request, time: RequestTime, cancellation: Cancellation?, _ emit: (Record) -> Void)
}
