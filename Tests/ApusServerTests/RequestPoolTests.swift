import ApusSocket
import Synchronization
import Testing

@testable import ApusServer

@Suite("The pool of threads for tagged requests")
struct RequestPoolTests {
    @Test("Jobs of one client that come together run together where one thread is idle")
    func together() {
        for _ in 0..<20 {
            let pool = RequestPool(threads: 4)
            defer { pool.stop() }
            let lane = RequestPool.Lane()
            let counts = Monitor((begun: 0, met: 0, done: 0))
            pool.submit({ counts.change { $0.done += 1 } }, to: lane)
            _ = counts.wait { $0.done == 1 ? true : nil }
            for _ in 0..<2 {
                pool.submit(
                    {
                        counts.change { $0.begun += 1 }
                        let deadline = MonotonicClock.now() + 2_000_000_000
                        let isMet = counts.wait(until: deadline) { $0.begun == 2 ? true : nil } ?? false
                        counts.change { counts in
                            counts.met += isMet ? 1 : 0
                            counts.done += 1
                        }
                    }, to: lane)
            }
            let met = counts.wait { $0.done == 3 ? $0.met : nil }
            #expect(met == 2)
            if met != 2 { return }
        }
    }

    @Test("One client gets at most half of the threads, and every job runs once")
    func half() {
        let pool = RequestPool(threads: 4)
        let lane = RequestPool.Lane()
        let counts = Monitor((running: 0, most: 0, done: 0))
        for _ in 0..<200 {
            pool.submit(
                {
                    counts.change { counts in
                        counts.running += 1
                        counts.most = max(counts.most, counts.running)
                    }
                    counts.change { counts in
                        counts.running -= 1
                        counts.done += 1
                    }
                }, to: lane)
        }
        let most = counts.wait { $0.done == 200 ? $0.most : nil }
        #expect((most ?? 0) <= 2)
        pool.stop()
        #expect(pool.threadCount == 0)
    }
}
