import Glibc

/// SIGTERM, SIGINT and SIGHUP as calls on a thread of their own, where everything may be done.
public enum TerminationSignals {
    /// What a signal asks for.
    public enum Demand: Sendable {
        /// SIGTERM, SIGINT: to end.
        case stop
        /// SIGHUP: to look at everything anew.
        case reload
    }

    /// From now on these signals call `handler`, each time, instead of ending the process.
    ///
    /// To be called before other threads start: they inherit that the signals are blocked, so only the watching thread takes them.
    public static func watch(_ handler: @escaping @Sendable (Demand) -> Void) {
        pthread_sigmask(SIG_BLOCK, set(), nil)
        _ = DetachedThread.start {
            while true {
                var signal: Int32 = 0
                if sigwait(set(), &signal) == 0 { handler(signal == SIGHUP ? .reload : .stop) }
            }
        }
    }

    private static func set() -> UnsafePointer<sigset_t> {
        UnsafePointer(signals)
    }

    // Written once, before it is read.
    private nonisolated(unsafe) static let signals: UnsafeMutablePointer<sigset_t> = {
        let signals = UnsafeMutablePointer<sigset_t>.allocate(capacity: 1)
        signals.initialize(to: sigset_t())
        sigemptyset(signals)
        sigaddset(signals, SIGTERM)
        sigaddset(signals, SIGINT)
        sigaddset(signals, SIGHUP)
        return signals
    }()
}
