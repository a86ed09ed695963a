import Apus

extension JSONWriter {
    /// What a record's object holds after its `type`.
    mutating func members(of record: Record, until deadline: Deadline?) {
        switch record {
        case .hit(let hit): members(of: hit, until: deadline)
        case .warning(let warning): at(warning.offset, code: warning.code, text: warning.text)
        case .document(let document):
            member("id", document.id)
            key("document")
            DocumentJSON.append(document.fields, to: &self)
        case .term(let term): members(of: term)
        case .facet(let facet):
            member("field", facet.field)
            member("value", facet.value)
            member("count", facet.count)
        case .stat(let stat):
            member("name", stat.name)
            property(Property("value", stat.value))
        case .progress(let progress):
            member("done", progress.done)
            member("total", progress.total)
            member("text", progress.text)
        default: otherMembers(of: record)
        }
    }

    private mutating func otherMembers(of record: Record) {
        switch record {
        case .field(let definition): members(of: definition)
        case .damage(let damage):
            member("file", damage.file)
            member("offset", damage.offset)
            member("text", damage.text)
        case .lost(let id): member("id", id)
        case .command(let command):
            member("verb", command.verb)
            member("usage", command.usage)
            member("text", command.text)
        case .tree(let text): member("text", text)
        case .note(let note): NoteFields(note).members(to: &self)
        case .explanation(let explanation):
            member("id", explanation.id)
            ExplanationJSON.members(of: explanation.explanation, to: &self)
        case .row(let row): members(of: row)
        case .summary(let summary): members(of: summary)
        case .ok(let properties): for property in properties { self.property(property) }
        case .failure(let error): members(of: error)
        default: break
        }
    }

    private mutating func members(of hit: Record.Hit, until deadline: Deadline?) {
        member("rank", hit.rank)
        if let index = hit.index { member("index", index) }
        member("id", hit.id)
        member("score", hit.score)
        key("fields")
        DocumentJSON.append(hit.fields, to: &self)
        if let snippet = hit.snippet {
            key("snippet")
            beginObject()
            member("text", snippet.text)
            key("spans")
            ranges(snippet.spans)
            endObject()
        }
        if let spans = hit.spans {
            key("spans")
            SpanJSON.append(spans, to: &self, until: deadline)
        }
        if let passages = hit.passages {
            key("passages")
            PassageJSON.append(passages, to: &self)
        }
        if let explanation = hit.explanation {
            key("explain")
            beginObject()
            ExplanationJSON.members(of: explanation, to: &self)
            endObject()
        }
    }

    private mutating func members(of summary: Record.Summary) {
        member("query", summary.query)
        if let hits = summary.hits { member("hits", hits) }
        member("total", summary.total)
        member("total_is", summary.totalIsExact ? "exact" : "at_least")
        if let partial = summary.partial { member("partial", partial) }
        member("took_us", summary.tookMicroseconds)
        member("generation", summary.generation)
        if let next = summary.next { member("next", next) }
    }

    private mutating func members(of term: Record.Term) {
        member("term", term.term)
        if let place = term.place {
            member("start", place.start)
            member("end", place.end)
            member("position", place.position)
        }
        if let count = term.documentCount { member("documents", count) }
    }

    private mutating func members(of definition: FieldDefinition) {
        member("name", definition.name)
        member("field_type", definition.type.name)
        member("stored", definition.isStored)
        member("folds_accents", definition.foldsAccents)
        if let language = definition.language { member("language", language.name) }
    }

    private mutating func members(of row: Record.Row) {
        member("kind", row.kind)
        key("fields")
        beginArray()
        for field in row.fields { string(field) }
        endArray()
    }

    private mutating func members(of error: WireError) {
        member("code", error.code.rawValue)
        member("slug", error.code.slug)
        for property in error.properties { self.property(property) }
        member("text", error.text)
    }

    private mutating func at(_ offset: Int, code: String, text: String) {
        member("code", code)
        member("at", offset)
        member("text", text)
    }

    private mutating func property(_ property: Property) {
        key(property.jsonKey)
        switch property.value {
        case .integer(let value), .microseconds(let value): integer(value)
        case .number(let value): number(value)
        case .boolean(let value): boolean(value)
        case .text(let value): string(value)
        }
    }
}

extension Property {
    private static let microseconds = "_us"

    /// The key in JSON: `total_is`, `took_us`.
    var jsonKey: String {
        let name = WireKey.json(key)
        if case .microseconds = value { return name + Self.microseconds }
        return name
    }

    /// From a member of an object; nil where it is neither a number, a switch nor a string.
    init?(_ member: JSONValue.Member) {
        let name = WireKey.text(member.key)
        switch member.value {
        case .integer(let value) where member.key.hasSuffix(Self.microseconds):
            self.init(String(name.dropLast(Self.microseconds.count)), .microseconds(value))
        case .integer(let value): self.init(name, .integer(value))
        case .number(let value): self.init(name, .number(value))
        case .boolean(let value): self.init(name, .boolean(value))
        case .string(let value): self.init(name, .text(value))
        case .null, .array, .object: return nil
        }
    }
}
