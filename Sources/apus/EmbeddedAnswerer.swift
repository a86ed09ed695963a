import Apus
import ApusService
import ApusWire

/// Answers from index directories themselves, several as one, by the same table of commands as the daemon.
final class EmbeddedAnswerer: Answerer {
    private let indexes: [IndexService.Named]
    private let session: ServiceSession

    /// - Parameters:
    ///   - paths: at least one.
    ///   - writes: whether the index is going to be changed; otherwise read-only media will do.
    init(paths: [String], writes: Bool) throws {
        var options = Apus.IndexOptions()
        options.createsWhenMissing = false
        options.isReadOnly = !writes
        do throws(IndexError) {
            var indexes: [IndexService.Named] = []
            for path in paths { indexes.append(.init(name: path, index: try Index(at: path, options: options))) }
            self.indexes = indexes
        } catch { throw CommandFailure(error) }
        session = ServiceSession(IndexService(indexes), defaultIndexes: paths)
    }

    func answer(_ request: Request, _ body: (Record) throws -> Void) throws {
        var failure: (any Error)?
        withoutActuallyEscaping(body) { body in
            session.answer(request) { record in
                guard failure == nil else { return }
                do { try body(record) } catch { failure = error }
            }
        }
        if let failure { throw failure }
    }

    func answerAll(_ requests: some Sequence<Request>, jobs: Int, _ body: (Int, Record) throws -> Void) throws {
        guard jobs == 1 else { return try answerTogether(Array(requests), jobs, body) }
        for (place, request) in requests.enumerated() { try answer(request) { try body(place, $0) } }
    }

    /// How many answers for each job may wait for those before them.
    private static let window = 64

    private func answerTogether(_ requests: [Request], _ jobs: Int, _ body: (Int, Record) throws -> Void) throws {
        for start in stride(from: 0, to: requests.count, by: jobs * Self.window) {
            let places = start..<min(start + jobs * Self.window, requests.count)
            let (next, answers) = (Locked(start), Locked([[Record]](repeating: [], count: places.count)))
            // As deep as the stack of the thread that reads the queries.
            let threads = (0..<min(jobs, places.count)).map { _ in
                WorkerThread(stackBytes: 8 << 20) { [session] in
                    func take() -> Int {
                        next.withLock { next in
                            defer { next += 1 }
                            return next
                        }
                    }
                    while case let place = take(), place < places.upperBound {
                        var records: [Record] = []
                        session.answer(requests[place]) { records.append($0) }
                        answers.withLock { $0[place - start] = records }
                    }
                }
            }
            for thread in threads { thread.join() }
            for (place, records) in zip(places, answers.withLock({ $0 })) {
                for record in records { try body(place, record) }
            }
        }
    }

    /// Ends what the index still does in the background.
    func finish() throws { for named in indexes { try named.index.finishMerging() } }
}
