import Apus
import Glibc

/// `ask SOCKET INDEX QUERIES`: what a daemon adds to a query, and how many it answers when they are sent one after the other.
///
/// QUERIES holds one query a line. Passes through the library and through the socket take turns; figures are of all passes.
struct Ask {
    private static let passes = 20
    private static let pipelinedRequests = 200_000

    let socket: String
    let index: String
    let queries: String

    private struct Kind {
        var name: String
        var head: String
        var request: SearchRequest
    }

    func run() throws {
        var options = IndexOptions()
        options.isReadOnly = true
        let snapshot = try Index(at: index, options: options).snapshot()
        let texts = try self.texts()
        var search = SearchRequest("")
        search.limit = 1
        search.snippetLength = nil
        var count = search
        count.limit = 0
        count.total = .exact
        print("| request | library p50 µs | p99 | socket p50 µs | p99 | added p50 | added p99 | pipelined a second |")
        print("|---|---:|---:|---:|---:|---:|---:|---:|")
        for kind in [
            Kind(name: "count", head: "count", request: count),
            Kind(name: "search limit=1 snippet=0", head: "search limit=1 snippet=0", request: search),
        ] {
            let client = try SocketLines(socket)
            var (library, overSocket): ([Double], [Double]) = ([], [])
            for pass in 0..<2 * Self.passes + 2 {
                // The first pass of each is to warm up.
                let times = try pass % 2 == 0 ? embedded(texts, kind, snapshot) : asked(texts, kind, client)
                if pass % 2 == 0, pass > 0 { library += times }
                if pass % 2 == 1, pass > 1 { overSocket += times }
            }
            let rate = try pipelined(texts, kind, client)
            let figures = [
                percentile(library, 50), percentile(library, 99), percentile(overSocket, 50), percentile(overSocket, 99),
                percentile(overSocket, 50) - percentile(library, 50), percentile(overSocket, 99) - percentile(library, 99),
            ]
            let cells = figures.map { String(($0 * 10).rounded() / 10) } + [String(Int(rate))]
            print("| \(kind.name) | " + cells.joined(separator: " | ") + " |")
        }
    }

    private func texts() throws -> [String] {
        var lines = try LineFile(queries)
        var texts: [String] = []
        while let line = lines.next() { texts.append(line) }
        return texts
    }

    private func embedded(_ texts: [String], _ kind: Kind, _ snapshot: Snapshot) throws -> [Double] {
        try texts.map { text in
            var request = kind.request
            request.question = .text(text)
            let start = Self.microseconds()
            let found = kind.head == "count" ? try snapshot.count(request) : try snapshot.search(request)
            defer { withExtendedLifetime(found) {} }
            return Self.microseconds() - start
        }
    }

    private func asked(_ texts: [String], _ kind: Kind, _ client: SocketLines) throws -> [Double] {
        try texts.map { text in
            let line = Array("\(kind.head) -- \(text)\n".utf8)
            let start = Self.microseconds()
            try client.send(line[...])
            try client.skipReply()
            return Self.microseconds() - start
        }
    }

    /// Requests are sent ahead of their answers, some hundred at a time, as a script's pipe does. Answers a second.
    private func pipelined(_ texts: [String], _ kind: Kind, _ client: SocketLines) throws -> Double {
        let batch = (0..<500).map { "\(kind.head) -- \(texts[$0 % texts.count])\n" }
        let bytes = Array(batch.joined().utf8)
        let start = Self.microseconds()
        try client.send(bytes[...])
        for _ in 1..<Self.pipelinedRequests / batch.count {
            try client.send(bytes[...])
            for _ in batch { try client.skipReply() }
        }
        for _ in batch { try client.skipReply() }
        return Double(Self.pipelinedRequests) / (Self.microseconds() - start) * 1e6
    }

    private func percentile(_ values: [Double], _ percent: Double) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * percent / 100))]
    }

    private static func microseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }
}
