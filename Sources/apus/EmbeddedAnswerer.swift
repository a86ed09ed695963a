import Apus
import ApusService
import ApusWire

/// Answers from the index directory itself, by the same table of commands as the daemon.
final class EmbeddedAnswerer: Answerer {
    private let index: Index
    private let session: ServiceSession

    /// - Parameter writes: whether the index is going to be changed; otherwise read-only media will do.
    init(path: String, writes: Bool) throws {
        var options = Apus.IndexOptions()
        options.createsWhenMissing = false
        options.isReadOnly = !writes
        do throws(IndexError) { index = try Index(at: path, options: options) } catch { throw CommandFailure(error) }
        session = ServiceSession(IndexService([IndexService.Named(name: path, index: index)]))
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
    func finish() throws { try index.finishMerging() }
}
