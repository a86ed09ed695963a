import Apus
import ApusService
import ApusWire
import Foundation
import Testing

@testable import ApusServer

@Suite("docs/PROTOCOL.md")
struct ProtocolDocumentTests {
    private let text: String

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        text = try String(contentsOf: root.appending(path: "docs/PROTOCOL.md"), encoding: .utf8)
    }

    @Test("The conversation is what a daemon with an empty index answers")
    func transcript() throws {
        var limits = IndexService.Limits()
        limits.timeout = .seconds(10)
        let index = try Index(storage: MemoryStorage())
        let daemon = try TestDaemon(IndexService([.init(name: "index", index: index)], limits: limits))
        let client = try daemon.connect()
        var isGreeted = false
        var count = 0
        for line in try transcriptLines() {
            let content = String(line.dropFirst(2)).replacing("→", with: "\t")
            if line.hasPrefix(">") {
                client.send(content + "\n")
            } else {
                let answer = isGreeted ? client.line() : client.greeting
                isGreeted = true
                #expect(Self.timeless(answer ?? "") == Self.timeless(content), "line \(count)")
            }
            count += 1
        }
        #expect(client.line() == nil)
        #expect(count > 60)
    }

    private func transcriptLines() throws -> [Substring] {
        let start = try #require(text.range(of: "```transcript\n"))
        let end = try #require(text.range(of: "\n```", range: start.upperBound..<text.endIndex))
        return text[start.upperBound..<end.lowerBound].split(separator: "\n")
    }

    /// Without times and process ids.
    private static func timeless(_ line: String) -> String {
        line.replacing(#/took=[0-9.]+ms/#, with: "took=T").replacing(#/"took_us":[0-9]+/#, with: "took_us").replacing(
            #/pid=[0-9]+/#, with: "pid=P")
    }

    @Test("Every verb stands there with its usage and purpose", arguments: Verb.allCases)
    func verbs(verb: Verb) {
        let definition = verb.definition
        #expect(
            text.contains(
                "| `\(definition.usage.replacing("|", with: "\\|"))` | \(definition.purpose.replacing("|", with: "\\|")) |"))
    }

    @Test("Every error stands there", arguments: WireError.Code.allCases)
    func errors(code: WireError.Code) {
        #expect(text.contains("| \(code.rawValue) | \(code.slug) |"))
    }

    @Test("Every verb and option is executed")
    func allExecuted() throws {
        let session = ServiceSession(try ServiceTests.service())
        var found: Set<String> = []
        for verb in Verb.allCases {
            let tail = verb.definition.tail == nil ? "" : " x"
            let options = [""] + verb.definition.options.map { " \($0.rawValue)=\(Self.value($0))" }
            for request in options.map({ verb.rawValue + $0 + tail }) {
                guard let text = Self.refusal(request, in: session), text.hasSuffix("` is not supported yet") else { continue }
                found.insert(String(try #require(text.split(separator: "`").dropLast().last)))
            }
        }
        #expect(found.isEmpty)
    }

    private static func value(_ option: OptionName) -> String {
        switch option.kind {
        case .switch, .count, .number: "1"
        case .duration: "1s"
        case .choice(let words): words[0]
        case .list, .text: "a"
        }
    }

    /// Why a request is refused, if it is.
    private static func refusal(_ line: String, in session: ServiceSession) -> String? {
        var decoder = RequestDecoder()
        decoder.append(Array((line + "\n").utf8))
        var refusal: String?
        while case .request(let request)? = decoder.next() {
            session.answer(request) { record in if case .failure(let error) = record { refusal = error.text } }
        }
        return refusal
    }
}
