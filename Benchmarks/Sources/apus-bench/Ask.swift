import Apus

/// `ask SOCKET INDEX QUERIES`: what a daemon adds to a query, and how many it answers when they are sent one after the other.
///
/// QUERIES holds one query a line. Passes through the library and through the socket take turns; times are of all passes, and the rate
/// is that of the best second or so.
struct Ask {
    private static let passes = 20
    private static let pipelinedRequests = 100_000
    private static let pipelinedPasses = 5

    let socket: String
    let index: String
    let queries: String

    func run() throws {
        var options = IndexOptions()
        options.isReadOnly = true
        let snapshot = try Index(at: index, options: options).snapshot()
        let texts = try LineFile.lines(of: queries)
        Figures.printHead(
            "request", "library p50 µs", "p99", "socket p50 µs", "p99", "added p50", "added p99", "pipelined a second",
            "in a batch a second")
        for kind in AskedKind.all {
            let client = try SocketLines(socket)
            var (library, overSocket): ([Double], [Double]) = ([], [])
            for pass in 0..<2 * Self.passes + 2 {
                // The first pass of each is to warm up.
                let times = try pass % 2 == 0 ? embedded(texts, kind, snapshot) : asked(texts, kind, client)
                if pass % 2 == 0, pass > 0 { library += times }
                if pass % 2 == 1, pass > 1 { overSocket += times }
            }
            let figures = [
                Figures.percentile(library, 50), Figures.percentile(library, 99), Figures.percentile(overSocket, 50),
                Figures.percentile(overSocket, 99), Figures.percentile(overSocket, 50) - Figures.percentile(library, 50),
                Figures.percentile(overSocket, 99) - Figures.percentile(library, 99),
            ]
            let rates = [try bestRate(texts, kind, client), try batchRate(texts, kind, client)].map { String(Int($0)) }
            Figures.printRow([kind.name] + figures.map(Figures.tenths) + rates)
        }
    }

    private func embedded(_ texts: [String], _ kind: AskedKind, _ snapshot: Snapshot) throws -> [Double] {
        try texts.map { text in
            var request = kind.request
            request.question = .text(text)
            let start = Figures.microseconds()
            let found = request.limit == 0 ? try snapshot.count(request) : try snapshot.search(request)
            defer { withExtendedLifetime(found) {} }
            return Figures.microseconds() - start
        }
    }

    private func asked(_ texts: [String], _ kind: AskedKind, _ client: SocketLines) throws -> [Double] {
        try texts.map { text in
            let line = kind.line(text)
            let start = Figures.microseconds()
            try client.send(line)
            try client.skipReply()
            return Figures.microseconds() - start
        }
    }

    private func bestRate(_ texts: [String], _ kind: AskedKind, _ client: SocketLines) throws -> Double {
        var pipeline = Pipeline(client, kind, texts)
        return try (0..<Self.pipelinedPasses).map { _ in try pipeline.rate(of: Self.pipelinedRequests) }.max() ?? 0
    }

    /// The same on one commit for all requests.
    private func batchRate(_ texts: [String], _ kind: AskedKind, _ client: SocketLines) throws -> Double {
        try client.ask("batch")
        defer { try? client.ask("end") }
        return try bestRate(texts, kind, client)
    }
}
