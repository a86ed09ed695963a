import Apus

/// Explanations in JSON: `"matches":true,"score":1.8376,"grain":…,"tree":{…}`, or `"matches":false,"failed":{…}`.
///
/// A node of the tree is `{"name":…,"op":…,"value":…[,"query":[[0,5]]][,"facts":{"tf":2.0,…}][,"parts":[…]]}`.
enum ExplanationJSON {
    static func object(_ explanation: Explanation) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        members(of: explanation, to: &writer)
        writer.endObject()
        return writer.bytes
    }

    static func members(of explanation: Explanation, to writer: inout JSONWriter) {
        switch explanation {
        case .score(let tree):
            writer.member("matches", true)
            writer.member("score", tree.score)
            writer.member("grain", tree.grain)
            writer.key("tree")
            append(tree.root, to: &writer)
        case .failure(let failure):
            writer.member("matches", false)
            writer.key("failed")
            writer.beginObject()
            writer.member("text", failure.text)
            if let place = failure.place {
                writer.member("start", place.lowerBound)
                writer.member("end", place.upperBound)
            }
            if let filter = failure.filter { writer.member("filter", filter) }
            writer.member("reason", failure.reason)
            writer.endObject()
        }
    }

    private static func append(_ part: ScorePart, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", part.name)
        writer.member("op", part.operation.rawValue)
        writer.member("value", part.value)
        if !part.places.isEmpty {
            writer.key("query")
            writer.ranges(part.places)
        }
        if !part.facts.isEmpty {
            writer.key("facts")
            writer.beginObject()
            for fact in part.facts { writer.member(fact.name, fact.value) }
            writer.endObject()
        }
        if !part.parts.isEmpty {
            writer.key("parts")
            writer.beginArray()
            for part in part.parts { append(part, to: &writer) }
            writer.endArray()
        }
        writer.endObject()
    }

    static func explanation(_ object: JSONObject) throws(ReplyError) -> Explanation {
        guard try object.boolean("matches") else {
            let failed = JSONObject(try object.value("failed"))
            return .failure(
                QueryFailure(
                    text: try failed.string("text"), place: try failed.place(),
                    filter: failed["filter"] == nil ? nil : try failed.count("filter"), reason: try failed.string("reason")))
        }
        let root = try part(JSONObject(try object.value("tree")))
        return .score(ScoreTree(score: try object.float("score"), grain: try object.double("grain"), root: root))
    }

    private static func part(_ object: JSONObject) throws(ReplyError) -> ScorePart {
        guard let operation = ScorePart.Operation(rawValue: try object.string("op")),
            let places = object["query"].map({ SpanJSON.ranges($0) }) ?? []
        else { throw object.mistake("tree") }
        var facts: [ScorePart.Fact] = []
        for fact in object["facts"]?.object ?? [] {
            guard let value = fact.value.number else { throw object.mistake("facts") }
            facts.append(.init(fact.key, value))
        }
        var parts: [ScorePart] = []
        for inner in object["parts"]?.array ?? [] { parts.append(try part(JSONObject(inner))) }
        return ScorePart(
            try object.string("name"), operation, try object.double("value"), places: places, facts: facts, parts: parts)
    }
}

extension JSONObject {
    func double(_ key: String) throws(ReplyError) -> Double {
        guard let number = value[key]?.number else { throw mistake(key) }
        return number
    }

    /// `start` and `end`; nil where there is neither.
    func place() throws(ReplyError) -> Swift.Range<Int>? {
        guard value["start"] != nil else { return nil }
        let (start, end) = (try count("start"), try count("end"))
        guard start <= end else { throw mistake("end") }
        return start..<end
    }
}
