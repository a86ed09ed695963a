import Apus
import ApusWire

/// Prints the records of searches in the form that was asked for.
struct HitPrinter {
    /// How hits are shown.
    enum Form: Equatable {
        /// For a person: titles and highlighted snippets.
        case terminal
        /// `rank<TAB>score<TAB>id<TAB>snippet`, in a batch too: JSON and TREC runs say which query a hit belongs to.
        case table
        case json
        /// TREC run lines with this run's name.
        case trec(String)
        /// One id a line, or each ended by NUL.
        case ids(endsWithNull: Bool)
        case count
        case quiet
    }

    /// The field that heads a hit on a terminal, where a document has it.
    static let titleField = "title"

    let form: Form
    let style: Style
    /// How texts of documents are written, with what was found in them.
    let rendering: Rendering
    /// Shown with each record in a batch; the query's number elsewhere.
    let isBatch: Bool
    /// The fields that a person asked to see; nil for all that come.
    let shownFields: [String]?
    /// What the hits of the current query are called.
    var queryID = "1"
    /// The current query as a person is shown it.
    var query = ""
    private var isHeadShown = false
    /// The field whose values are being shown.
    private var facetField: String?

    /// - Parameter rendering: by the style where nothing is said.
    init(form: Form, style: Style, rendering: Rendering? = nil, shownFields: [String]? = nil, isBatch: Bool = false) {
        self.form = form
        self.style = style
        self.rendering = rendering ?? (style.isColored ? .ansi : .plain)
        self.shownFields = shownFields
        self.isBatch = isBatch
    }

    /// Prints one record of the query `queryID`.
    mutating func print(_ record: Record) {
        if form == .json { return printJSON(record) }
        printHead(before: record)
        switch record {
        case .hit(let hit):
            print(hit)
            if let explanation = hit.explanation {
                Output.shared.write(ExplanationText(style, indent: "   ").text(explanation))
            }
        case .note(let note): Console.error((isBatch ? "\(Style.safe(queryID)): " : "") + NoteText.line(note))
        case .facet(let facet): print(facet)
        case .warning(let warning): Self.warn(warning, query: isBatch ? queryID : nil, text: query)
        case .damage(let damage): Self.warn(damage, query: isBatch ? queryID : nil)
        case .summary(let summary): print(summary)
        case .failure(let error) where isBatch:
            Console.error("\(Style.safe(queryID)): \(CommandFailure(error).message ?? "")")
        default: break
        }
    }

    /// Tells a person which query of a batch the next lines belong to.
    private mutating func printHead(before record: Record) {
        guard isBatch, form == .terminal else { return }
        defer { isHeadShown = !record.isFinal && isHeadShown }
        switch record {
        case .hit, .summary:
            if !isHeadShown { Output.shared.write("\(style.title(Style.safe(queryID) + ":")) \(Style.safe(query))\n") }
            isHeadShown = true
        default: break
        }
    }

    private func printJSON(_ record: Record) {
        var bytes: [UInt8] = []
        JSONLineEncoder(queryID: isBatch ? queryID : nil).append(record, to: &bytes)
        Output.shared.write(json: bytes)
    }

    private func print(_ hit: Record.Hit) {
        switch form {
        case .terminal: printForPerson(hit)
        case .table where hit.passages != nil: printPassages(hit)
        case .table:
            let id = style.title(column(hit.id))
            let columns = ["\(hit.rank)", "\(hit.score)", id, hit.snippet.map { column($0.text, marking: $0.spans) } ?? ""]
            Output.shared.write(columns.joined(separator: "\t") + "\n")
        case .trec(let run):
            let (query, id, name) = (word(queryID), word(hit.id), word(run))
            Output.shared.write("\(query) Q0 \(id) \(hit.rank) \(hit.score) \(name)\n")
        case .ids(let endsWithNull): Output.shared.write(endsWithNull ? Self.exact(hit.id) + "\0" : column(hit.id) + "\n")
        case .json, .count, .quiet: break
        }
    }

    private mutating func print(_ facet: Record.Facet) {
        switch form {
        case .terminal:
            if facetField != facet.field { Output.shared.write(style.title(shown(facet.field)) + "\n") }
            facetField = facet.field
            Output.shared.write("   \(shown(facet.value))  \(style.dim("\(facet.count)"))\n")
        case .table:
            let columns = ["facet", column(facet.field), column(facet.value), "\(facet.count)"]
            Output.shared.write(columns.joined(separator: "\t") + "\n")
        case .json, .trec, .ids, .count, .quiet: break
        }
    }

    private func printForPerson(_ hit: Record.Hit) {
        let title = hit.fields.first { $0.name.isExactly(Self.titleField) }.map { shown(ValueText.line($0)) } ?? ""
        let id = link(hit.id, title.isEmpty ? style.title(shown(hit.id)) : shown(hit.id))
        var name = title.isEmpty ? id : "\(style.title(title))  \(id)"
        if let index = hit.index { name += "  \(style.dim(shown(index)))" }
        Output.shared.write("\(style.dim("\(hit.rank).")) \(name)  \(style.dim(Self.threeDecimals(hit.score)))\n")
        for passage in hit.passages ?? [] {
            let text = rendering.render(passage.text, marking: passage.spans)
            Output.shared.write("   \(style.dim("\(passage.line):")) \(text)\n")
        }
        if let snippet = hit.snippet, hit.passages?.isEmpty ?? true {
            Output.shared.write("   \(rendering.render(snippet.text, marking: snippet.spans))\n")
        }
        for field in hit.fields where shownFields?.contains(field.name) ?? true {
            let values = ValueText.line(field)
            Output.shared.write("   \(style.dim(shown(field.name) + ":")) \(shown(values))\n")
        }
        printSpans(hit)
    }

    /// An id that leads to its file, where colours are wanted and the terminal has links.
    private func link(_ id: String, _ shown: String) -> String { style.isColored ? Hyperlink.file(id, shown: shown) : shown }

    /// A line for each span: `field:line:column start-end`, with the value's number behind the field where it is not the first.
    private func printSpans(_ hit: Record.Hit) {
        for span in hit.spans ?? [] {
            let field = shown(span.field) + (span.value > 0 ? "[\(span.value)]" : "")
            Output.shared.write("   \(field):\(span.line):\(span.column) \(span.range.lowerBound)-\(span.range.upperBound)\n")
        }
    }

    /// `path:line:text` for each passage, as `grep -n` has it; without a text where nothing of the query stands in what is stored.
    private func printPassages(_ hit: Record.Hit) {
        let id = style.title(column(hit.id))
        if hit.passages?.isEmpty ?? true { Output.shared.write("\(id):1:\n") }
        for passage in hit.passages ?? [] {
            Output.shared.write("\(id):\(passage.line):\(column(passage.text, marking: passage.spans))\n")
        }
    }

    /// Says on standard error where a query was not read as written, and shows a person the place.
    /// - Parameters:
    ///   - query: which one, where there are several.
    ///   - text: the query itself; empty where it is not known.
    static func warn(_ warning: Record.Warning, query: String? = nil, text: String = "") {
        let place = "at byte \(warning.offset)\(query.map { " of query \(Style.safe($0))" } ?? "")"
        Console.error("warning: \(place): \(Style.safe(warning.text))")
        // What a filter or an option is about has no place in the query.
        if !warning.text.hasPrefix("in the filter: ") { Caret.show(text, at: warning.offset) }
    }

    /// Says on standard error which file kept a part of the index out of an answer.
    static func warn(_ damage: Record.Damage, query: String? = nil) {
        let place = query.map { "query \(Style.safe($0)): " } ?? ""
        let damaged = "\(Style.safe(damage.file)) at byte \(damage.offset): \(Style.safe(damage.text))"
        Console.error("damaged: \(place)\(damaged); left out of the answer")
    }

    private mutating func print(_ summary: Record.Summary) {
        facetField = nil
        switch form {
        case .count: Output.shared.write((isBatch ? column(queryID) + "\t" : "") + "\(summary.total)\n")
        case .terminal:
            let total = "\(summary.totalIsExact ? "" : "at least ")\(summary.total)"
            let documents = summary.total == 1 ? "document" : "documents"
            let time = Property.Value.microseconds(summary.tookMicroseconds).text
            Output.shared.write(
                style.dim("\(total) \(documents) in \(time)\(summary.partial.map { ", partial: \($0)" } ?? "")\n"))
        default: break
        }
    }

    /// A text from outside as a person may see it.
    private func shown(_ text: String) -> String { rendering.render(text) }

    /// A column of a line, without control characters wherever it goes: `-0` and `--json` give ids exactly.
    private func column(_ text: String, marking marks: [Range<Int>] = []) -> String {
        Output.shared.isTerminal ? rendering.render(text, marking: marks) : rendering.renderLine(text, marking: marks)
    }

    /// For programs, as it is; a terminal gets no control characters all the same.
    private static func exact(_ id: String) -> String { Output.shared.isTerminal ? SafeText.shown(id) : id }

    /// A column of a TREC run, which spaces part: those in it are underscores.
    private func word(_ text: String) -> String {
        let text = column(text)
        guard text.utf8.contains(0x20) else { return text }
        return String(decoding: text.utf8.map { $0 == 0x20 ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
    }

    /// A score as a person reads it: three decimals.
    static func threeDecimals(_ score: Float) -> String {
        let thousandths = Int((Double(score) * 1000).rounded())
        let fraction = String(abs(thousandths) % 1000)
        return
            "\(thousandths < 0 ? "-" : "")\(abs(thousandths) / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
    }
}
