/// Something that could not be read: a file, or one line of it. The rest goes on.
package struct InputProblem: Equatable, Sendable {
    package var file: String
    /// Counted from 1; nil when the whole file is meant.
    package var line: Int?
    package var reason: String

    package init(file: String, line: Int? = nil, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }
}

extension InputProblem: CustomStringConvertible {
    /// `a.jsonl:12: no JSON at byte 3: expected a value`
    package var description: String {
        line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)"
    }
}
