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

    func answerAll(_ requests: some Sequence<Request>, _ body: (Int, Record) throws -> Void) throws {
        for (place, request) in requests.enumerated() { try answer(request) { try body(place, $0) } }
    }

    /// Ends what the index still does in the background.
    func finish() throws { for named in indexes { try named.index.finishMerging() } }
}
