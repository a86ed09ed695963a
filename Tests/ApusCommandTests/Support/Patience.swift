import Glibc

/// Waiting for something to become true, without knowing when.
enum Patience {
    /// Whether it becomes true within 20 seconds, far more than anything takes on a busy machine. Looked at every
    /// 20 ms at first and every 160 ms in the end: a look may start a program.
    static func until(_ isTrue: () throws -> Bool) rethrows -> Bool {
        let end = ContinuousClock.now + .seconds(20)
        var pause: UInt32 = 20_000
        while true {
            if try isTrue() { return true }
            if ContinuousClock.now > end { return false }
            usleep(pause)
            pause = min(2 * pause, 160_000)
        }
    }
}
