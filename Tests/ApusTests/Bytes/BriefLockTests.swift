import Testing

@testable import Apus

@Suite struct BriefLockTests {
    private struct Refusal: Error, Equatable {}

    @Test func whatManyTasksAddIsAllThere() async {
        let sum = Locked(0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { for _ in 0..<1000 { sum.withLock { $0 += 1 } } } }
        }
        #expect(sum.withLock { $0 } == 8000)
    }

    @Test func anErrorOpensTheLock() {
        let value = Locked(1)
        #expect(throws: Refusal()) { try value.withLock { _ in throw Refusal() } }
        #expect(value.withLock { $0 } == 1)
    }
}
