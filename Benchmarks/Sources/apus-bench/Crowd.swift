import Glibc

/// `crowd SOCKET QUERIES CLIENTS AHEAD SECONDS`: many clients at once, each a thread that sends so many requests, reads their answers,
/// and sends the next ones.
///
/// Told are the answers of all, the fewest and the most that one client had, and how long the answers to what was sent at once took.
struct Crowd {
    /// Microseconds in which all threads come into being before the first asks.
    private static let pause = 200_000.0

    let socket: String
    let queries: String
    let clients: Int
    let ahead: Int
    let seconds: Double

    func run() throws {
        let texts = try LineFile.lines(of: queries)
        Figures.printHead(
            "request", "clients", "requests at once", "answers a second", "fewest of a client", "median", "most", "p50 µs", "p99",
            "longest")
        for kind in AskedKind.all {
            let members = try (0..<clients).map { try CrowdMember(SocketLines(socket), texts.map(kind.line), ahead, from: $0) }
            let begin = Figures.microseconds() + Self.pause
            let threads = members.map { $0.start(from: begin, until: begin + seconds * 1e6) }
            for thread in threads { pthread_join(thread, nil) }
            report(kind, members.map(\.times), (Figures.microseconds() - begin) / 1e6)
        }
    }

    private func report(_ kind: AskedKind, _ times: [[Double]], _ elapsed: Double) {
        let counts = times.map { $0.count * ahead }.sorted()
        let (fewest, median, most) = (counts[0], counts[counts.count / 2], counts[counts.count - 1])
        let all = times.flatMap { $0 }
        Figures.printRow(
            [kind.name] + [clients, ahead, Int(Double(counts.reduce(0, +)) / elapsed), fewest, median, most].map(String.init)
                + [Figures.percentile(all, 50), Figures.percentile(all, 99), all.max() ?? 0].map(Figures.tenths))
    }
}
