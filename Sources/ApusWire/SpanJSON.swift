import Apus

/// Spans of matches in JSON: `[{"field":"text","start":1042,"end":1063,"line":31,"column":5,"words":[[1042,1047]]}]`. A value behind the
/// first of its field says which it is: `"value":1`.
enum SpanJSON {
    /// Nanoseconds that each byte takes once more until it is sent.
    private static let nanosecondsPerByte = 2

    static func array(_ spans: [MatchSpan], until deadline: Deadline? = nil) -> [UInt8] {
        var writer = JSONWriter()
        append(spans, to: &writer, until: deadline)
        return writer.bytes
    }

    /// - Parameter deadline: spans that are not written and sent by then are left out.
    static func append(_ spans: [MatchSpan], to writer: inout JSONWriter, until deadline: Deadline? = nil) {
        writer.beginArray()
        for span in spans {
            if let deadline, deadline.passes(owing: writer.bytes.count * nanosecondsPerByte) { break }
            writer.beginObject()
            writer.member("field", span.field)
            if span.value > 0 { writer.member("value", span.value) }
            writer.member("start", span.range.lowerBound)
            writer.member("end", span.range.upperBound)
            writer.member("line", span.line)
            writer.member("column", span.column)
            writer.key("words")
            writer.ranges(span.words)
            if let part = span.part {
                writer.key("part")
                writer.range(part)
            }
            writer.endObject()
        }
        writer.endArray()
    }

    static func spans(_ value: JSONValue, _ object: JSONObject) throws(ReplyError) -> [MatchSpan] {
        var spans: [MatchSpan] = []
        for item in value.array ?? [] {
            let span = JSONObject(item)
            let (start, end) = (try span.count("start"), try span.count("end"))
            guard start <= end, let words = ranges(try span.value("words")) else { throw object.mistake("spans") }
            spans.append(
                MatchSpan(
                    field: try span.string("field"), value: span["value"] == nil ? 0 : try span.count("value"),
                    range: start..<end,
                    line: try span.count("line"), column: try span.count("column"), words: words,
                    part: try span["part"].map { (part) throws(ReplyError) in try self.part(part, object) }))
        }
        return spans
    }

    private static func part(_ value: JSONValue, _ object: JSONObject) throws(ReplyError) -> Range<Int> {
        guard let part = ranges(.array([value]))?.first else { throw object.mistake("spans") }
        return part
    }

    /// Pairs of numbers as ranges; nil where one is none.
    static func ranges(_ value: JSONValue) -> [Range<Int>]? {
        var ranges: [Range<Int>] = []
        for pair in value.array ?? [] {
            guard let bounds = pair.array, bounds.count == 2, let start = bounds[0].integer, let end = bounds[1].integer,
                start >= 0,
                start <= end
            else { return nil }
            ranges.append(Int(start)..<Int(end))
        }
        return ranges
    }
}

extension JSONWriter {
    /// Ranges as pairs of their bounds.
    mutating func ranges(_ ranges: [Range<Int>]) {
        beginArray()
        for range in ranges { self.range(range) }
        endArray()
    }

    /// A range as a pair of its bounds.
    mutating func range(_ range: Range<Int>) {
        beginArray()
        integer(range.lowerBound)
        integer(range.upperBound)
        endArray()
    }
}
