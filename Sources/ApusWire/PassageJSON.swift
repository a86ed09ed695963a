import Apus

/// Passages in JSON: `[{"field":"text","line":3,"start":120,"end":190,"text":"…","spans":[[4,9]]}]`. A value behind the first of its field
/// says which it is: `"value":1`.
enum PassageJSON {
    static func array(_ passages: [TextPassage]) -> [UInt8] {
        var writer = JSONWriter()
        append(passages, to: &writer)
        return writer.bytes
    }

    static func append(_ passages: [TextPassage], to writer: inout JSONWriter) {
        writer.beginArray()
        for passage in passages {
            writer.beginObject()
            writer.member("field", passage.field)
            if passage.value > 0 { writer.member("value", passage.value) }
            writer.member("line", passage.line)
            writer.member("start", passage.range.lowerBound)
            writer.member("end", passage.range.upperBound)
            writer.member("text", passage.text)
            writer.key("spans")
            writer.ranges(passage.spans)
            writer.endObject()
        }
        writer.endArray()
    }

    static func passages(_ value: JSONValue, _ object: JSONObject) throws(ReplyError) -> [TextPassage] {
        var passages: [TextPassage] = []
        for item in value.array ?? [] {
            let passage = JSONObject(item)
            guard let place = try passage.place(), let spans = SpanJSON.ranges(try passage.value("spans")) else {
                throw object.mistake("passages")
            }
            passages.append(
                TextPassage(
                    field: try passage.string("field"), value: passage["value"] == nil ? 0 : try passage.count("value"),
                    line: try passage.count("line"), range: place, text: try passage.string("text"), spans: spans))
        }
        return passages
    }
}
