import Apus
import Glibc

/// `serve DIR`: answers `COMMAND<TAB>QUERY` lines with `count<TAB>nanoseconds`, parsing and searching measured inside.
struct Serve {
    private static let limits = ["TOP_10": 10, "TOP_100": 100, "TOP_1000": 1000]
    private let snapshot: Snapshot

    init(_ directory: String) throws { snapshot = try Index.searched(at: directory) }

    func run() throws {
        var lines = try LineFile("-")
        while let line = lines.next() {
            let tab = line.firstIndex(of: "\t") ?? line.endIndex
            let query = tab < line.endIndex ? String(line[line.index(after: tab)...]) : ""
            print(try answer(String(line[..<tab]), query))
            fflush(nil)
        }
    }

    private func answer(_ command: String, _ query: String) throws -> String {
        if command == "HITS_10" { return try hits(query) }
        guard let request = request(command, query) else { return "UNSUPPORTED" }
        let start = Self.nanoseconds()
        let result = try snapshot.search(request)
        let time = Self.nanoseconds() - start
        return "\(request.limit > 0 && request.total == .none ? result.hits.count : result.total)\t\(time)"
    }

    private func request(_ command: String, _ query: String) -> SearchRequest? {
        var request = SearchRequest(query)
        request.snippetLength = nil
        request.total = .exact
        switch command {
        case "COUNT": request.limit = 0
        case "TOP_10_COUNT": request.limit = 10
        default:
            guard let limit = Self.limits[command] else { return nil }
            request.limit = limit
            request.total = .none
        }
        return request
    }

    private func hits(_ query: String) throws -> String {
        var request = SearchRequest(query)
        request.snippetLength = nil
        let pairs = try snapshot.search(request).hits.map { "[\"\($0.id)\", \($0.score)]" }
        return "[" + pairs.joined(separator: ", ") + "]"
    }

    private static func nanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
