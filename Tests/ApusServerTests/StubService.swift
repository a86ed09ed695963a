import Apus
import ApusServer
import ApusService
import ApusWire
import Glibc
import Synchronization

/// Answers without an index: at once, in many rows, or only when told to stop.
final class StubService: RequestAnswering {
    let generation: UInt64 = 3
    let state = StubState()

    func session(index: String?) -> any RequestSession { StubSession(state) }
}

/// What the tests look at.
final class StubState: Sendable {
    let running = Atomic(0)
    let cancelled = Atomic(0)
}

final class StubSession: RequestSession {
    private static let patience = 5_000
    private let state: StubState

    init(_ state: StubState) { self.state = state }

    func answer(_ request: Request, time: RequestTime, cancellation: Cancellation?, _ emit: (Record) -> Void) {
        let words = request.text.split(separator: " ")
        switch words.first {
        case "slow": emit(wait(cancellation, steps: Self.patience))
        case "brief": emit(wait(cancellation, steps: 50))
        case "waited":
            let left = time.left(of: .seconds(3600)) ?? .zero
            emit(.ok([Property("milliseconds", Int((.seconds(3600) - left).components.attoseconds / 1_000_000_000_000_000))]))
        case "rows":
            let count = words.count > 1 ? Int(words[1]) ?? 0 : 0
            for rank in 0..<count { emit(.hit(.init(rank: rank + 1, id: "document-\(rank)", score: 1))) }
            emit(.summary(summary(request, hits: count)))
        default:
            emit(
                request.verb == .count
                    ? .summary(summary(request, hits: nil))
                    : .ok([Property("bytes", request.tail.count + (request.body?.count ?? 0))]))
        }
    }

    private func summary(_ request: Request, hits: Int?) -> Record.Summary {
        Record.Summary(query: request.text, hits: hits, total: hits ?? request.tail.count, generation: 3)
    }

    /// Until cancelled; a step is a millisecond.
    private func wait(_ cancellation: Cancellation?, steps: Int) -> Record {
        state.running.add(1, ordering: .sequentiallyConsistent)
        defer { state.running.subtract(1, ordering: .sequentiallyConsistent) }
        for _ in 0..<steps {
            if cancellation?.isCancelled == true {
                state.cancelled.add(1, ordering: .sequentiallyConsistent)
                return .failure(WireError(.cancelled, [Property("after", .microseconds(2000))], text: "cancelled by the client"))
            }
            usleep(1000)
        }
        return .ok([Property("waited", 1)])
    }
}
