import Apus
import ApusWire
import Glibc

/// Waits until an index has reached a commit.
struct GenerationWait {
    private static let stepMicroseconds: UInt32 = 1000

    let index: Index
    let generation: UInt64
    let timeout: Duration?
    let cancellation: Cancellation?

    /// A snapshot of at least that commit; `408 timeout` when it does not come in time.
    func snapshot() throws(WireError) -> Snapshot {
        let clock = ContinuousClock()
        let end = timeout.map { clock.now + $0 }
        while true {
            let snapshot: Snapshot
            do throws(IndexError) { snapshot = try index.snapshot() } catch { throw WireError(error) }
            if snapshot.generation >= generation { return snapshot }
            if let end, clock.now >= end {
                throw WireError(
                    .timeout, [Property("generation", snapshot.generation)], text: "generation \(generation) has not come in time"
                )
            }
            if cancellation?.isCancelled == true { throw WireError(any: SearchError.cancelled) }
            usleep(Self.stepMicroseconds)
        }
    }
}
