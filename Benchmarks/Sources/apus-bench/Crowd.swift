import Glibc

/// `crowd SOCKET QUERIES CLIENTS SECONDS`: many clients at once, each a thread that asks, reads the answer, and asks again.
///
/// Told are the answers of all, the fewest and the most that one client had, and how long answers took.
struct Crowd {
    let socket: String
    let queries: String
    let clients: Int
    let seconds: Double

    func run() throws {
        let texts = try LineFile.lines(of: queries)
        Figures.printHead(
            "request", "clients", "answers a second", "fewest of a client", "most", "fewest ÷ most", "p50 µs", "p99", "longest")
        for kind in AskedKind.all {
            let members = try (0..<clients).map { try CrowdMember(SocketLines(socket), texts.map(kind.line), from: $0) }
            let start = Figures.microseconds()
            let end = start + seconds * 1e6
            let threads = members.map { $0.start(until: end) }
            for thread in threads { pthread_join(thread, nil) }
            let elapsed = (Figures.microseconds() - start) / 1e6
            report(kind, members.map(\.times), elapsed)
        }
    }

    private func report(_ kind: AskedKind, _ times: [[Double]], _ elapsed: Double) {
        let counts = times.map(\.count)
        let (fewest, most) = (counts.min() ?? 0, counts.max() ?? 0)
        let all = times.flatMap { $0 }
        let share = (Double(fewest) / Double(max(1, most)) * 1000).rounded() / 1000
        Figures.printRow([
            kind.name, "\(clients)", "\(Int(Double(all.count) / elapsed))", "\(fewest)", "\(most)", "\(share)",
            Figures.tenths(Figures.percentile(all, 50)), Figures.tenths(Figures.percentile(all, 99)),
            Figures.tenths(all.max() ?? 0),
        ])
    }
}

/// One client of a crowd.
final class CrowdMember {
    private let client: SocketLines
    private let lines: [[UInt8]]
    private var next: Int
    private var end = 0.0
    /// How long each answer took, in microseconds.
    private(set) var times: [Double] = []

    init(_ client: SocketLines, _ lines: [[UInt8]], from first: Int) {
        self.client = client
        self.lines = lines
        next = first * 37
    }

    /// Its thread; `times` may be read once that has ended.
    func start(until end: Double) -> pthread_t {
        self.end = end
        times.reserveCapacity(1 << 16)
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<CrowdMember>.fromOpaque(context).takeUnretainedValue().run() }
                return nil
            }, Unmanaged.passUnretained(self).toOpaque())
        precondition(code == 0, "the system has no thread left")
        return thread
    }

    private func run() {
        var now = Figures.microseconds()
        while now < end {
            do {
                try client.send(lines[next % lines.count])
                try client.skipReply()
            } catch { return }
            next += 1
            let answered = Figures.microseconds()
            times.append(answered - now)
            now = answered
        }
    }
}
