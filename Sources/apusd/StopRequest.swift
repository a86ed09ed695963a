import Apus
import ApusServer

/// Hands a signal to the server, which is made after the signals are watched.
final class StopRequest: Sendable {
    private let state = Locked<(server: Server?, isRequested: Bool)>((nil, false))
    private let reloader = Locked<(@Sendable () -> Void)?>(nil)

    /// What looks at everything anew, once there is something to look at.
    var reloading: (@Sendable () -> Void)? {
        get { reloader.withLock { $0 } }
        set { reloader.withLock { $0 = newValue } }
    }

    func reload() { reloading?() }

    var target: Server? {
        get { state.withLock { $0.server } }
        set {
            let isRequested = state.withLock { state in
                state.server = newValue
                return state.isRequested
            }
            if isRequested { newValue?.requestStop() }
        }
    }

    func request() {
        let server = state.withLock { state in
            state.isRequested = true
            return state.server
        }
        server?.requestStop()
    }
}
