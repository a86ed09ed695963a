import ApusSocket

/// The threads that run tagged requests. Connections take turns, and one gets at most half of the threads, so that a greedy client
/// leaves room for the others.
final class RequestPool: Sendable {
    /// The requests of one connection that wait for a thread.
    final class Lane: @unchecked Sendable {
        // All of it is touched with the pool's lock held only.
        fileprivate var jobs: [@Sendable () -> Void] = []
        fileprivate var head = 0
        fileprivate var runningCount = 0
        fileprivate var isListed = false

        fileprivate var waitingCount: Int { jobs.count - head }

        fileprivate func take() -> @Sendable () -> Void {
            defer {
                head += 1
                if head == jobs.count {
                    jobs.removeAll(keepingCapacity: true)
                    head = 0
                }
            }
            return jobs[head]
        }
    }

    private struct State {
        /// Lanes with something to run, in turn.
        var ready: [Lane] = []
        var threadCount = 0
        var idleCount = 0
        var isStopping = false
    }

    /// An idle thread ends after so many nanoseconds.
    private static let patience: UInt64 = 10_000_000_000

    private let limit: Int
    private let laneLimit: Int
    private let state = Monitor(State())

    init(threads: Int) {
        limit = max(1, threads)
        laneLimit = max(1, limit / 2)
    }

    var threadCount: Int { state.withLock { $0.threadCount } }

    /// Runs the job when it is the lane's turn. On this thread, where the system has no other left.
    func submit(_ job: @escaping @Sendable () -> Void, to lane: Lane) {
        let needsThread = state.changeForOne { state -> Bool in
            lane.jobs.append(job)
            list(lane, in: &state)
            guard runnableCount(state) > state.idleCount, state.threadCount < limit else { return false }
            state.threadCount += 1
            return true
        }
        guard needsThread, !DetachedThread.start({ self.run() }) else { return }
        let isAlone = state.change { state -> Bool in
            state.threadCount -= 1
            return state.threadCount == 0
        }
        if isAlone { while let lane = nextLane(deadline: 0) { runOne(of: lane) } }
    }

    /// Threads end when nothing is left to run.
    func stop() {
        state.change { $0.isStopping = true }
        _ = state.wait { $0.threadCount == 0 ? true : nil }
    }

    private func run() {
        while let lane = nextLane(deadline: MonotonicClock.now() + Self.patience) { runOne(of: lane) }
        state.change { $0.threadCount -= 1 }
    }

    private func runOne(of lane: (Lane, @Sendable () -> Void)) {
        let (lane, job) = lane
        job()
        state.withLock { state in
            lane.runningCount -= 1
            list(lane, in: &state)
        }
    }

    /// The next lane in turn with one of its jobs; nil when there is none until the deadline.
    private func nextLane(deadline: UInt64) -> (Lane, @Sendable () -> Void)? {
        state.withLock { $0.idleCount += 1 }
        let found: (Lane, @Sendable () -> Void)?? = state.wait(until: deadline) { state in
            if let taken = take(from: &state) { return taken }
            return state.isStopping ? .some(nil) : nil
        }
        if let taken = found ?? nil { return taken }
        // Whoever submits from now on no longer counts on this thread, so what came in between is not left behind.
        return state.withLock { state in
            if let taken = take(from: &state) { return taken }
            state.idleCount -= 1
            return nil
        }
    }

    private func take(from state: inout State) -> (Lane, @Sendable () -> Void)? {
        guard !state.ready.isEmpty else { return nil }
        let lane = state.ready.removeFirst()
        lane.isListed = false
        lane.runningCount += 1
        state.idleCount -= 1
        let job = lane.take()
        list(lane, in: &state)
        return (lane, job)
    }

    private func list(_ lane: Lane, in state: inout State) {
        guard !lane.isListed, lane.waitingCount > 0, lane.runningCount < laneLimit else { return }
        lane.isListed = true
        state.ready.append(lane)
    }

    /// How many of the jobs that wait could run now, each on a thread of its own.
    private func runnableCount(_ state: State) -> Int {
        state.ready.reduce(0) { $0 + min($1.waitingCount, laneLimit - $1.runningCount) }
    }
}
