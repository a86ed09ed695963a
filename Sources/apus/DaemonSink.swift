import Apus
import ApusInput
import ApusWire

/// Writes through the daemon that owns the index.
///
/// Documents are sent in groups, so that their replies are not waited for one by one; what waits for a commit stays below the
/// daemon's limit.
final class DaemonSink: DocumentSink {
    /// Bytes that wait for a commit at most.
    private static let pendingBytes = 48 << 20
    /// Bytes of a group.
    private static let groupBytes = 1 << 20

    private let answerer: any Answerer
    private var group: [Sent] = []
    private var groupSize = 0
    private var pending = 0
    private var generation: UInt64 = 0
    /// The last document, which waits for what its file was like.
    private var held: (sent: Sent, source: String?)?
    /// Documents that the daemon did not take, and why.
    private var refused: [InputProblem] = []

    /// A request with the place in the input that it came from.
    private struct Sent {
        var request: Request
        var file: String
        var line: Int?
    }

    init(_ answerer: any Answerer) { self.answerer = answerer }

    var wantsCommit: Bool { pending >= Self.pendingBytes }

    func define(_ field: FieldDefinition) throws {
        let language = field.language.map { ":\($0.name)" } ?? ""
        let definition = "\(field.type.name)\(language)\(field.isStored ? "" : ",unstored")"
        _ = try answerer.reply(Request(.schema, [.init(.field, "\(field.name)=\(definition)")], dialect: .json))
    }

    func define(_ language: Language) throws {
        _ = try answerer.reply(Request(.schema, [.init(.language, language.name)], dialect: .json))
    }

    func define(_ change: BM25.Change) throws {
        let parameters: [(OptionName, Double?)] = [(.k1, change.k1), (.b, change.b)]
        let options = parameters.compactMap { name, value in value.map { Request.Option(name, "\($0)") } }
        _ = try answerer.reply(Request(.schema, options, dialect: .json))
    }

    func define(_ combination: FieldCombination) throws {
        _ = try answerer.reply(Request(.schema, [.init(.combine, "\(combination)")], dialect: .json))
    }

    func fields() throws -> [FieldDefinition] {
        try answerer.reply(Request(.schema, dialect: .json)).rows.compactMap { record in
            if case .field(let field) = record { field } else { nil }
        }
    }

    func add(_ document: InputDocument, source: String?) throws {
        try sendHeld()
        var writer = JSONWriter()
        writer.object(of: document.document)
        let options = [Request.Option(.format, "json")] + (source.map { [.init(.source, $0)] } ?? [])
        let request = Request(.add, options, body: writer.bytes)
        held = (Sent(request: request, file: document.file, line: document.line), source)
    }

    private func sendHeld() throws {
        guard let sent = held?.sent else { return }
        held = nil
        let size = sent.request.body?.count ?? 0
        if pending > 0, pending + size > Self.pendingBytes { try commitSent() }
        group.append(sent)
        groupSize += size
        pending += size
        if groupSize >= Self.groupBytes { try send() }
    }

    func known(_ source: String) throws -> SourceTable.Entry? {
        let reply = try answerer.reply(Request(.known, [], source, dialect: .json))
        guard case .ok(let properties) = reply.final else { return nil }
        let values = Dictionary(properties.map { ($0.key, $0.value) }) { $1 }
        guard values["known"]?.integer == 1, let size = values["size"]?.integer, let time = values["time"]?.integer,
            case .text(let hash)? = values["hash"], let number = UInt64(hash, radix: 16)
        else { return nil }
        return SourceTable.Entry(size: UInt64(clamping: size), modified: time, hash: number)
    }

    func note(_ source: String, _ entry: SourceTable.Entry) throws {
        guard held?.source?.isExactly(source) ?? false else { return }
        held?.sent.request.options += [
            .init(.size, "\(entry.size)"), .init(.time, "\(entry.modified)"), .init(.hash, String(entry.hash, radix: 16)),
        ]
        try sendHeld()
    }

    func sources() throws -> [String] {
        try answerer.reply(Request(.known, dialect: .json)).rows.compactMap { record in
            if case .term(let term) = record { term.term } else { nil }
        }
    }

    func delete(source: String) throws {
        try sendHeld()
        group.append(Sent(request: Request(.delete, [.init(.source, source)], dialect: .json), file: source))
    }

    func commit() throws {
        try sendHeld()
        try commitSent()
    }

    private func commitSent() throws {
        try send()
        guard case .ok(let properties) = try answerer.reply(Request(.commit, dialect: .json)).final else { return }
        pending = 0
        generation = UInt64(clamping: properties.first { $0.key == "generation" }?.value.integer ?? 0)
    }

    func finish() throws -> UInt64 {
        try commit()
        return generation
    }

    private func send() throws {
        let sent = group
        group = []
        groupSize = 0
        try answerer.answerAll(sent.lazy.map(\.request), jobs: 1) { place, record in
            guard case .failure(let error) = record else { return }
            // A document that does not fit is reported; anything else ends the run.
            guard error.code == .badRequest || error.code == .tooLarge else { throw CommandFailure(error) }
            refused.append(InputProblem(file: sent[place].file, line: sent[place].line, reason: error.text))
        }
    }

    func takeRefused() -> [InputProblem] {
        defer { refused = [] }
        return refused
    }
}
