import Apus

/// `ask SOCKET INDEX QUERIES`: what a daemon adds to a query, and how many it answers when they are sent one after the other.
///
/// QUERIES holds one query a line. Passes through the library and through the socket take turns, by a client that sleeps until its
/// answer comes and by one that first waits awake for a moment. Each figure is the least of all passes, and the best rate of some.
struct Ask {
    private static let passes = 20
    private static let pipelinedRequests = 100_000
    private static let pipelinedPasses = 5

    let socket: String
    let index: String
    let queries: String

    func run() throws {
        let snapshot = try Index.searched(at: index)
        let texts = try LineFile.lines(of: queries)
        Figures.printHead(
            "request", "library p50 µs", "p99", "added, client asleep, p50", "p99", "added, client awake, p50", "p99",
            "library a second", "pipelined a second", "in a batch a second")
        for kind in AskedKind.all {
            let client = try SocketLines(socket)
            let (library, asleep, awake) = try times(texts, kind, snapshot, client)
            let rates = [library.rate, try bestRate(texts, kind, client), try batchRate(texts, kind, client)]
            let added = [asleep, awake].flatMap { [$0.median - library.median, $0.late - library.late] }
            let cells = ([library.median, library.late] + added).map(Figures.tenths) + rates.map { String(Int($0)) }
            Figures.printRow([kind.name] + cells)
        }
    }

    private func times(
        _ texts: [String], _ kind: AskedKind, _ snapshot: Snapshot, _ client: SocketLines
    ) throws -> (library: PassTimes, asleep: PassTimes, awake: PassTimes) {
        var (library, asleep, awake) = (PassTimes(), PassTimes(), PassTimes())
        for pass in 0...Self.passes {
            let direct = try embedded(texts, kind, snapshot)
            client.waitsAwake = false
            let sleeping = try asked(texts, kind, client)
            client.waitsAwake = true
            let waking = try asked(texts, kind, client)
            // The first pass is to warm up.
            guard pass > 0 else { continue }
            library.add(direct)
            asleep.add(sleeping)
            awake.add(waking)
        }
        return (library, asleep, awake)
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

/// Times of some passes: of each figure the least, as what else a machine does only adds to it.
struct PassTimes {
    private(set) var median = Double.infinity
    /// The 99th percentile.
    private(set) var late = Double.infinity
    private var mean = Double.infinity

    /// Answers a second, one after the other.
    var rate: Double { 1e6 / mean }

    mutating func add(_ times: [Double]) {
        median = min(median, Figures.percentile(times, 50))
        late = min(late, Figures.percentile(times, 99))
        mean = min(mean, times.reduce(0, +) / Double(max(1, times.count)))
    }
}
