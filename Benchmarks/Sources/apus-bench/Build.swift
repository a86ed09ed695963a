import Apus
import Glibc

/// `build TSV DIR THREADS MERGE STORED`: indexes `id<TAB>words` lines with positions and prints one line of what it cost.
struct Build {
    let tsv: String
    let directory: String
    let threads: Int
    let merges: Bool
    let isStored: Bool

    /// Commits hold this much input.
    private static let commitBytes = 256 << 20

    func run() throws {
        let clock = ContinuousClock()
        let start = clock.now
        var options = IndexOptions()
        options.threads = threads
        options.memory = 1000 << 20
        let index = try Index(at: directory, options: options)
        var lines = try LineFile(tsv)
        var documents = 0
        while let first = lines.next() {
            try index.write { batch in
                if documents == 0 { try batch.define(FieldDefinition(name: "text", type: .text, isStored: isStored)) }
                var bytes = 0
                var line: String? = first
                while let text = line {
                    bytes += text.utf8.count
                    if let tab = text.utf8.firstIndex(of: UInt8(ascii: "\t")) {
                        let words = String(text[text.utf8.index(after: tab)...])
                        try batch.add(Document(id: String(text[..<tab]), ["text": .string(words)]))
                        documents += 1
                    }
                    line = bytes < Self.commitBytes ? lines.next() : nil
                }
            }
        }
        let seconds = (clock.now - start).seconds
        if merges { try index.merge(toSegments: 1) } else { try index.finishMerging() }
        print(
            report(
                documents: documents, segments: try index.segmentCount, seconds: (clock.now - start).seconds, unmerged: seconds))
    }

    private func report(documents: Int, segments: Int, seconds: Double, unmerged: Double) -> String {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let cpu =
            Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
        let fields: [(String, Any)] = [
            ("seconds", seconds), ("cpu_seconds", cpu), ("max_rss_kb", usage.ru_maxrss), ("bytes", directoryBytes(directory)),
            ("docs", documents), ("segments", segments), ("seconds_before_final_merge", unmerged),
        ]
        return "{" + fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

/// The sizes of the files in a directory, added up.
func directoryBytes(_ path: String) -> Int {
    guard let directory = opendir(path) else { return 0 }
    defer { closedir(directory) }
    var sum = 0
    while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        var status = stat()
        if stat(path + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG { sum += Int(status.st_size) }
    }
    return sum
}
