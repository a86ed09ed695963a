import Apus
import ApusWire
import ArgumentParser

/// `apus get ID…`
struct GetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "get", abstract: "Stored documents.")

    @OptionGroup var place: Place

    @Flag(help: "JSON, one object a line.")
    var json = false

    @Flag(help: "The text alone, as it was stored.")
    var raw = false

    @Argument(help: "The ids.")
    var ids: [String]

    func run() throws {
        let answerer = try place.answerer(writes: false)
        var missing = false
        for id in ids {
            try answerer.answer(Request(.get, [], id, dialect: .json)) { record in
                switch record {
                case .document(let document): try show(document)
                case .failure(let error) where error.code == .notFound:
                    missing = true
                    Console.error("no document has the id \(Style.safe(id))")
                case .failure(let error): throw CommandFailure(error)
                default: break
                }
            }
        }
        if missing { throw CommandFailure(.nothing) }
    }

    private func show(_ document: Document) throws {
        if raw {
            let text = Self.rawText(of: document)
            Output.shared.write(Output.shared.isTerminal ? SafeText.lines(text) : text)
        } else if json || !Output.shared.isTerminal {
            var bytes: [UInt8] = []
            JSONLineEncoder().append(.document(document), to: &bytes)
            Output.shared.write(json: bytes)
        } else {
            DocumentPrinter.print(document)
        }
    }

    /// What a file said: its field `text`. Of a record without one, its texts line by line.
    private static func rawText(of document: Document) -> String {
        func texts(_ field: Document.Field) -> [String] {
            field.values.compactMap { if case .string(let text) = $0 { text } else { nil } }
        }
        if let text = document.fields.first(where: { $0.name == "text" }) { return texts(text).joined(separator: "\n") }
        return document.fields.flatMap(texts).map { $0 + "\n" }.joined()
    }
}

/// `apus delete ID…` or `apus delete --query Q`.
struct DeleteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Deletes documents.",
        discussion: "With --query it first shows what it would delete; --yes deletes it.")

    @OptionGroup var place: Place

    @Option(help: "Deletes what this query finds.")
    var query: String?

    @Flag(help: "Deletes what --query found, without asking.")
    var yes = false

    @Argument(help: "The ids.")
    var ids: [String] = []

    /// Documents shown before a deletion by query.
    private static let shown = 20

    func validate() throws {
        if ids.isEmpty == (query == nil) { throw ValidationError("either ids or --query must be given") }
    }

    func run() throws {
        let answerer = try place.answerer(writes: query == nil || yes)
        guard let query else { return try delete(ids, answerer) }
        guard yes else { return try preview(query, answerer) }
        let reply = try answerer.reply(Request(.delete, [.init(.query, query)], dialect: .json))
        warn(reply.rows)
        _ = try answerer.reply(Request(.commit, dialect: .json))
        guard case .ok(let properties) = reply.final else { return }
        if properties.first(where: { $0.key == "found" })?.value.integer == 0 { throw CommandFailure(.nothing) }
    }

    private func warn(_ rows: [Record]) {
        for case .warning(let warning) in rows { HitPrinter.warn(warning) }
    }

    private func delete(_ ids: [String], _ answerer: any Answerer) throws {
        var missing = false
        for id in ids {
            if try !isKnown(id, answerer) {
                missing = true
                Console.error("no document has the id \(Style.safe(id))")
            } else {
                _ = try answerer.reply(Request(.delete, [], id, dialect: .json))
            }
        }
        _ = try answerer.reply(Request(.commit, dialect: .json))
        if missing { throw CommandFailure(.nothing) }
    }

    private func isKnown(_ id: String, _ answerer: any Answerer) throws -> Bool {
        do {
            _ = try answerer.reply(Request(.get, [.init(.fields, "")], id, dialect: .json))
            return true
        } catch let failure as CommandFailure where failure.status == .nothing {
            return false
        }
    }

    private func preview(_ query: String, _ answerer: any Answerer) throws {
        let options: [Request.Option] = [.init(.limit, "\(Self.shown)"), .init(.total, "exact"), .init(.snippet, "0")]
        let reply = try answerer.reply(Request(.search, options, query, dialect: .json))
        guard case .summary(let summary) = reply.final else { return }
        warn(reply.rows)
        for case .hit(let hit) in reply.rows { Output.shared.write(Style.safe(hit.id) + "\n") }
        if summary.total > Self.shown { Output.shared.write("… and \(summary.total - Self.shown) more\n") }
        Output.shared.write(
            "would delete \(summary.total == 1 ? "1 document; --yes deletes it" : "\(summary.total) documents; --yes deletes them")\n"
        )
        if let partial = summary.partial { throw CommandFailure(.partial, "the answer is partial: \(partial)") }
    }
}
