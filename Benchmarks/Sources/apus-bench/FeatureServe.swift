import Apus
import Glibc

/// `features-serve DIR`: answers each `FeatureQuestion` with `count<TAB>nanoseconds`, parsing and searching measured inside; a `LIST` with what
/// engines can be compared by: ids in their order, or counts by value.
struct FeatureServe {
    private let snapshot: Snapshot

    init(_ directory: String) throws { snapshot = try Index.searched(at: directory) }

    func run() throws {
        var lines = try LineFile("-")
        while let line = lines.next() {
            print(try answer(line))
            fflush(nil)
        }
    }

    private func answer(_ line: String) throws -> String {
        guard let question = FeatureQuestion(line) else { return "UNSUPPORTED" }
        let start = Figures.microseconds()
        let result = try snapshot.search(question.request)
        let nanoseconds = Int((Figures.microseconds() - start) * 1000)
        if question.command == "LIST" { return list(result) }
        return "\(question.request.limit == 0 ? result.total : result.hits.count)\t\(nanoseconds)"
    }

    private func list(_ result: SearchResult) -> String {
        guard let facet = result.facets.first else { return result.hits.map(\.id).joined(separator: " ") }
        return facet.values.sorted { $0.text < $1.text }.map { "\($0.text)=\($0.count)" }.joined(separator: " ")
    }
}
