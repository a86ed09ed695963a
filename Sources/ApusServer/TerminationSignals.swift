import Glibc

/// SIGTERM and SIGINT as calls on a thread of their own, where everything may be done.
public enum TerminationSignals {
    /// From now on these signals call `handler`, each time, instead of ending the process.
    ///
    /// To be called before other threads start: they inherit that the signals are blocked, so only the watching thread takes them.
    public static func watch(_ handler: @escaping @Sendable () -> Void) {
        pthread_sigmask(SIG_BLOCK, set(), nil)
        _ = DetachedThread.start {
            while true {
                var signal: Int32 = 0
                if sigwait(set(), &signal) == 0 { handler() }
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
        return signals
    }()
}
