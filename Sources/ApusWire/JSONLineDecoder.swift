import Apus

/// Reads a line of the JSON dialect that a daemon sent, or that `apus --json` printed.
enum JSONLineDecoder {
    static func line(_ bytes: UnsafeBufferPointer<UInt8>) throws(ReplyError) -> ReplyLine {
        var reader = JSONReader()
        let object: JSONValue
        do throws(JSONError) {
            object = try reader.read(bytes)
        } catch {
            throw ReplyError(text: error.description)
        }
        return .record(try record(JSONObject(object)), tag: object["tag"]?.string)
    }

    private static func record(_ object: JSONObject) throws(ReplyError) -> Record {
        let type = try object.string("type")
        switch type {
        case "hit": return .hit(try hit(object))
        case "warning":
            return .warning(
                .init(code: try object.string("code"), offset: try object.count("at"), text: try object.string("text")))
        case "doc": return .document(try document(object))
        case "term": return .term(try term(object))
        case "facet":
            return .facet(
                .init(field: try object.string("field"), value: try object.string("value"), count: try object.count("count")))
        case "stat": return .stat(.init(try object.string("name"), try object.property("value")))
        case "progress":
            return .progress(
                .init(done: try object.count("done"), total: try object.count("total"), text: try object.string("text")))
        case "summary": return .summary(try summary(object))
        case "ok": return .ok(try object.properties(except: ["type", "tag", "qid"]))
        case "error": return .failure(try failure(object))
        default: return try otherRecord(type, object)
        }
    }

    private static func otherRecord(_ type: String, _ object: JSONObject) throws(ReplyError) -> Record {
        switch type {
        case "field": return .field(try definition(object))
        case "damage":
            return .damage(
                .init(file: try object.string("file"), offset: try object.count("offset"), text: try object.string("text")))
        case "lost": return .lost(try object.string("id"))
        case "verb":
            return .command(
                .init(verb: try object.string("verb"), usage: try object.string("usage"), text: try object.string("text")))
        case "tree": return .tree(try object.string("text"))
        case "why": return .note(try NoteFields.note(object))
        case "explain":
            return .explanation(.init(id: try object.string("id"), explanation: try ExplanationJSON.explanation(object)))
        case "row": return .row(.init(kind: try object.string("kind"), fields: try object.strings("fields")))
        default: throw ReplyError(text: "an unknown type \(Quotation.of(type))")
        }
    }

    private static func hit(_ object: JSONObject) throws(ReplyError) -> Record.Hit {
        guard let fields = DocumentJSON.fields(try object.value("fields")) else { throw object.mistake("fields") }
        return Record.Hit(
            rank: try object.count("rank"), id: try object.string("id"), score: try object.float("score"), fields: fields,
            snippet: try object["snippet"].map { (snippet) throws(ReplyError) in try self.snippet(JSONObject(snippet)) },
            spans: try object["spans"].map { (spans) throws(ReplyError) in try SpanJSON.spans(spans, object) },
            explanation: try object["explain"].map { (value) throws(ReplyError) in
                try ExplanationJSON.explanation(JSONObject(value))
            },
            passages: try object["passages"].map { (value) throws(ReplyError) in try PassageJSON.passages(value, object) },
            index: object["index"]?.string)
    }

    private static func snippet(_ object: JSONObject) throws(ReplyError) -> Record.Snippet {
        guard let spans = SpanJSON.ranges(try object.value("spans")) else { throw object.mistake("spans") }
        return Record.Snippet(text: try object.string("text"), spans: spans)
    }

    private static func document(_ object: JSONObject) throws(ReplyError) -> Document {
        guard let fields = DocumentJSON.fields(try object.value("document")) else { throw object.mistake("document") }
        return Document(id: try object.string("id"), fields: fields)
    }

    private static func term(_ object: JSONObject) throws(ReplyError) -> Record.Term {
        var term = Record.Term(term: try object.string("term"))
        if object["start"] != nil {
            term.place = .init(
                start: try object.count("start"), end: try object.count("end"), position: try object.count("position"))
        }
        if object["documents"] != nil { term.documentCount = try object.count("documents") }
        return term
    }

    private static func definition(_ object: JSONObject) throws(ReplyError) -> FieldDefinition {
        guard let type = FieldType(name: try object.string("field_type")) else { throw object.mistake("field_type") }
        return FieldDefinition(
            name: try object.string("name"), type: type, isStored: try object.boolean("stored"),
            foldsAccents: try object.boolean("folds_accents"),
            language: object["language"] == nil ? nil : Language(name: try object.string("language")))
    }

    private static func summary(_ object: JSONObject) throws(ReplyError) -> Record.Summary {
        Record.Summary(
            query: try object.string("query"), hits: object["hits"] == nil ? nil : try object.count("hits"),
            total: try object.count("total"), totalIsExact: try object.string("total_is") == "exact",
            partial: object["partial"]?.string, tookMicroseconds: Int64(try object.count("took_us")),
            generation: UInt64(try object.count("generation")), next: object["next"]?.string)
    }

    private static func failure(_ object: JSONObject) throws(ReplyError) -> WireError {
        guard let code = WireError.Code(rawValue: try object.count("code")) else { throw object.mistake("code") }
        let properties = try object.properties(except: ["type", "tag", "qid", "code", "slug", "text"])
        return WireError(code, properties, text: try object.string("text"))
    }
}
