import Glibc

/// Waiting for something to become true, without knowing when.
enum Patience {
    /// Whether it becomes true within 20 seconds, far more than anything takes on a busy machine. Looked at every 20 ms.
    static func until(_ isTrue: () throws -> Bool) rethrows -> Bool {
        let end = ContinuousClock.now + .seconds(20)
        while true {
            if try isTrue() { return true }
            if ContinuousClock.now > end { return false }
            usleep(20_000)
        }
    }
}
