/// Requests that are sent ahead of their answers, some hundred at a time, as a script's pipe does.
struct Pipeline {
    private static let piece = 500

    private let client: SocketLines
    private let pieces: [[UInt8]]
    private var next = 0

    init(_ client: SocketLines, _ kind: AskedKind, _ texts: [String]) {
        self.client = client
        let lines = texts.map(kind.line)
        // As many pieces as it takes until they begin again with the first query.
        let count = max(1, min(lines.count, 100))
        pieces = (0..<count).map { piece in
            Array((0..<Self.piece).map { lines[(piece * Self.piece + $0) % lines.count] }.joined())
        }
    }

    /// Answers a second. At most two pieces are on their way.
    mutating func rate(of requests: Int) throws -> Double {
        let rounds = max(1, requests / Self.piece)
        let start = Figures.microseconds()
        try sendPiece()
        for round in 1...rounds {
            if round < rounds { try sendPiece() }
            for _ in 0..<Self.piece { try client.skipReply() }
        }
        return Double(rounds * Self.piece) / (Figures.microseconds() - start) * 1e6
    }

    private mutating func sendPiece() throws {
        try client.send(pieces[next])
        next = (next + 1) % pieces.count
    }
}
