/// `memory SOCKET QUERIES REQUESTS`: what a daemon has in memory before and after so many requests, sent ahead of their answers.
struct Memory {
    private static let steps = 4

    let socket: String
    let queries: String
    let requests: Int

    func run() throws {
        let texts = try LineFile.lines(of: queries)
        let client = try SocketLines(socket)
        guard let process = client.processID else { throw LineFile.Unreadable(path: "pid of the greeting") }
        Figures.printHead("requests", "RSS MB", "of it not of files", "answers a second")
        try report(process, after: 0, rate: nil)
        var pipelines = AskedKind.all.map { Pipeline(client, $0, texts) }
        var answered = 0
        for _ in 0..<Self.steps {
            let start = Figures.microseconds()
            let count = requests / Self.steps
            for place in pipelines.indices { _ = try pipelines[place].rate(of: count / pipelines.count) }
            answered += count
            try report(process, after: answered, rate: Double(count) / (Figures.microseconds() - start) * 1e6)
        }
    }

    private func report(_ process: Int, after requests: Int, rate: Double?) throws {
        let status = try LineFile.lines(of: "/proc/\(process)/status")
        let cells = ["VmRSS:", "RssAnon:"].map { name in
            let line = status.first { $0.hasPrefix(name) } ?? ""
            let kilobytes = Int(line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first ?? "") ?? 0
            return Figures.tenths(Double(kilobytes) / 1024)
        }
        Figures.printRow(["\(requests)"] + cells + [rate.map { "\(Int($0))" } ?? ""])
    }
}
