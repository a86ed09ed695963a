/// What a program wrote, and how it ended.
struct ProgramResult: Equatable {
    var output: String
    var errors: String
    var end: ChildProcess.End

    /// The exit code; nil when a signal ended it.
    var code: Int32? { if case .exit(let code) = end { code } else { nil } }

    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// The same without what differs from run to run: times.
    var timeless: ProgramResult {
        ProgramResult(output: Self.timeless(output), errors: Self.timeless(errors), end: end)
    }

    private static func timeless(_ text: String) -> String {
        text.replacing(#/took=[0-9.]+ms/#, with: "took=T").replacing(#/"took_us":[0-9]+/#, with: "\"took_us\":0")
            .replacing(#/ in [0-9.]+ ?[mµ]?s/#, with: " in T")
    }
}
