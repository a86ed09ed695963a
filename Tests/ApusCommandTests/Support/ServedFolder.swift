import Testing

/// A small index with a daemon that serves it, shared by the tests of a suite.
final class ServedFolder: @unchecked Sendable {
    @TaskLocal static var current: ServedFolder?

    /// Tests only read it.
    let place: Workplace
    let daemon: RunningDaemon

    init() throws {
        place = try Workplace()
        try place.write("The soup of the day is peace.\nHe was “ready to pursue peace” after the war.\n", to: "docs/a.txt")
        try place.write("# War and peace\n\nA novel about war.\n", to: "docs/b.md")
        try place.write(
            """
            {"id":"j1","title":"peace talks","year":2020,"open":true,"tags":["red","blue"]}
            {"id":"j2","title":"war drums","text":"no peace\\tat all","when":"2025-03-01T10:00:00Z"}

            """, to: "docs/c.jsonl")
        try place.write("war, peace\nnumber => ready to\n", to: "synonyms.txt")
        try place.write("name,city\nAda,London\nMax,\"Berlin, Mitte\"\n", to: "docs/d.csv")
        let numbers = (1...30).map { "{\"id\":\"n\($0)\",\"text\":\"number \($0) of the flock\"}\n" }.joined()
        try place.write(numbers, to: "more.jsonl")
        for arguments in [["docs"], ["more.jsonl"]] { _ = try place.run("apus", ["index"] + arguments) }
        // Two segments, one document deleted.
        _ = try place.apus("delete", "n30")
        daemon = try RunningDaemon(in: place)
    }
}

/// Gives a suite its folder.
struct ServedFolderTrait: SuiteTrait, TestScoping {
    func provideScope(for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void) async throws {
        try await ServedFolder.$current.withValue(ServedFolder()) { try await body() }
    }
}

extension Trait where Self == ServedFolderTrait {
    static var servedFolder: Self { ServedFolderTrait() }
}
