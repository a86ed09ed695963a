import Foundation
import Testing

@Suite("Documents")
struct DocumentationTests {
    @Test("Commands print what the document says, times apart", arguments: ["README.md", "docs/QUERY.md"])
    func commands(document: String) throws {
        let console = try DocumentationConsole(document)
        let hasNetcat = DocumentationConsole.has("nc")
        let printed = try console.run()
        try #require(printed.count == console.steps.count, "a command ended the session: \(printed)")
        try #require(console.steps.count > 5)
        for (step, lines) in zip(console.steps, printed) where hasNetcat || !step.command.contains("| nc ") {
            #expect(
                lines.map(DocumentationConsole.timeless) == step.output.map(DocumentationConsole.timeless), "$ \(step.command)")
        }
    }

    @Test("The README's program is the one in Examples/Embedding")
    func embedding() throws {
        let source = DocumentationConsole.root.appending(path: "Examples/Embedding/Sources/embedding/main.swift")
        let lines = try String(contentsOf: source, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
        let blocks = try DocumentationConsole.blocks("swift", of: "README.md")
        #expect(blocks.map { $0 + [""] } == [lines.map(String.init)])
    }

    @Test(
        "The picture in the README shows what the commands print, times apart",
        .enabled(if: DocumentationConsole.has("python3")))
    func picture() throws {
        let script = Process()
        script.executableURL = DocumentationConsole.root.appending(path: "scripts/record-session")
        script.arguments = ["--check", "--programs", try DocumentationConsole.programs]
        script.environment = try DocumentationConsole.environment
        script.standardInput = FileHandle.nullDevice
        let output = Pipe()
        script.standardOutput = output
        script.standardError = output
        try script.run()
        let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        script.waitUntilExit()
        #expect(script.terminationStatus == 0, "\(printed)")
    }
}
