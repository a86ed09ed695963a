import Apus
import ApusWire

/// Whoever answers requests: a daemon, or the index itself. The records are the same.
protocol Answerer {
    /// Sends a request and gives each record of its reply as it comes; the last is final.
    func answer(_ request: Request, _ body: (Record) throws -> Void) throws
    /// Sends many requests, keeping their order; `body` gets each request's place among them.
    /// - Parameter jobs: how many may be answered at once; a daemon has its own threads.
    func answerAll(_ requests: some Sequence<Request>, jobs: Int, _ body: (Int, Record) throws -> Void) throws
}

extension Answerer {
    /// The reply's rows and its final record; a failure is thrown.
    func reply(_ request: Request) throws -> (rows: [Record], final: Record) {
        var rows: [Record] = []
        var final: Record?
        try answer(request) { record in
            if record.isFinal { final = record } else { rows.append(record) }
        }
        guard let final else { throw CommandFailure(.bug, "the reply has no end") }
        if case .failure(let error) = final { throw CommandFailure(error) }
        return (rows, final)
    }
}

extension CommandFailure {
    /// Throws where a reply's end says that the answer is not whole.
    static func throwIfPartial(_ final: Record) throws {
        guard case .ok(let properties) = final, let why = properties.first(where: { $0.key == "partial" }) else { return }
        throw CommandFailure(.partial, "the answer is partial: \(why.value.text)")
    }

    /// An error reply as an exit code.
    init(_ error: WireError) {
        let status: ExitStatus =
            switch error.code {
            case .badRequest, .tooLarge, .badQuery: .usage
            case .notFound: .nothing
            case .timeout, .cancelled: .partial
            case .denied, .conflict, .busy, .stopping, .noSpace: .unavailable
            case .damaged: .damaged
            // What the system refused is no bug.
            case .internal: error.properties.contains { ["errno", "writing"].contains($0.key) } ? .unavailable : .bug
            }
        self.init(status, Self.sentence(error))
    }

    private static func sentence(_ error: WireError) -> String {
        // The text says what these are.
        let hidden = error.properties.contains { $0.key == "errno" } ? ["file", "errno"] : ["writing"]
        let details = error.properties.filter { !hidden.contains($0.key) }.map { "\($0.key)=\($0.value.text)" }.joined(
            separator: " ")
        return Style.safe(details.isEmpty ? error.text : "\(error.text) (\(details))")
    }
}
