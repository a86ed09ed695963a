import Apus
import Foundation

@testable import ApusInput

/// All that a reader finds in one source.
struct Reading {
    var documents: [InputDocument] = []
    var problems: [InputProblem] = []
    var progress = 0
    var summary = InputSummary()

    init(_ source: InputSource, _ options: InputOptions = InputOptions()) throws {
        summary = try InputReader(options: options).read(source) { event in
            switch event {
            case .document(let document): documents.append(document)
            case .problem(let problem): problems.append(problem)
            case .progress(let byteCount): progress += byteCount
            }
        }
    }

    /// Reads bytes as a file of that name.
    init(_ bytes: [UInt8], as name: String, _ options: InputOptions = InputOptions()) throws {
        let folder = try TemporaryFolder()
        try self.init(folder.write(bytes, to: name), options)
        // The folder has a new name each time.
        let prefix = folder("")
        for index in documents.indices {
            documents[index].file = documents[index].file.replacingOccurrences(of: prefix, with: "")
            documents[index].document.id = documents[index].document.id.replacingOccurrences(of: prefix, with: "")
        }
        for index in problems.indices { problems[index].file = problems[index].file.replacingOccurrences(of: prefix, with: "") }
    }

    init(_ text: String, as name: String, _ options: InputOptions = InputOptions()) throws {
        try self.init(Array(text.utf8), as: name, options)
    }

    /// Reads bytes as standard input.
    init(standardInput bytes: [UInt8], _ options: InputOptions = InputOptions()) throws {
        let folder = try TemporaryFolder()
        try folder.write(bytes, to: "input")
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder("input")))
        defer { try? file.close() }
        try self.init(InputSource(descriptor: file.fileDescriptor), options)
    }

    var ids: [String] { documents.map(\.document.id) }
    var lines: [Int?] { documents.map(\.line) }
    var messages: [String] { problems.map(\.description) }

    /// The text of the field in each document that has it.
    func strings(_ field: String) -> [String] {
        documents.flatMap(\.document.fields).filter { $0.name == field }.flatMap(\.values).compactMap {
            if case .string(let string) = $0 { string } else { nil }
        }
    }
}
