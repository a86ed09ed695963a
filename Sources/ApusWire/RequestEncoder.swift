import Apus

/// Requests as bytes, for clients. What is written decodes to the same request.
public enum RequestEncoder {
    /// Appends a request with its body in its own dialect.
    ///
    /// A request of the text dialect has no LF in its tail and a request with a body is of the text dialect; the JSON dialect takes any
    /// tail that is UTF-8, and for `add` one that is a JSON object.
    public static func append(_ request: Request, to bytes: inout [UInt8]) {
        switch request.dialect {
        case .text: appendLine(request, to: &bytes)
        case .json: appendObject(request, to: &bytes)
        }
    }

    private static func appendLine(_ request: Request, to bytes: inout [UInt8]) {
        precondition(!request.tail.contains(0x0A), "a line ends at its first line end")
        if let tag = request.tag { bytes.append(contentsOf: "@\(tag) ".utf8) }
        bytes.append(contentsOf: request.verb.rawValue.utf8)
        for option in request.options {
            bytes.append(contentsOf: " \(option.name.rawValue)=".utf8)
            QuotedValue.append(option.value, to: &bytes)
        }
        if let body = request.body {
            bytes.append(contentsOf: " {\(body.count)}\n".utf8)
            bytes.append(contentsOf: body)
        } else if !request.tail.isEmpty {
            bytes.append(contentsOf: " -- ".utf8)
            bytes.append(contentsOf: request.tail)
            // Of a line's end one CR is dropped: the text's own needs another behind it.
            if request.tail.last == 0x0D { bytes.append(0x0D) }
        }
        bytes.append(0x0A)
    }

    private static func appendObject(_ request: Request, to bytes: inout [UInt8]) {
        precondition(request.body == nil, "a counted body follows a line of text only")
        var taken: [UInt8] = []
        swap(&taken, &bytes)
        var writer = JSONWriter(appendingTo: consume taken)
        writer.beginObject()
        writer.member("verb", request.verb.rawValue)
        if let tag = request.tag { writer.member("tag", tag) }
        for (place, option) in request.options.enumerated() { append(option, at: place, of: request, to: &writer) }
        if !request.tail.isEmpty { appendTail(of: request, to: &writer) }
        writer.endObject()
        writer.endLine()
        bytes = writer.bytes
    }

    /// What was given several times is one array, where the first stands.
    private static func append(_ option: Request.Option, at place: Int, of request: Request, to writer: inout JSONWriter) {
        guard option.name.mayRepeat else { return writer.member(option.name.rawValue, option.value) }
        guard request.options.firstIndex(where: { $0.name == option.name }) == place else { return }
        writer.key(option.name.rawValue)
        writer.beginArray()
        for value in request.values(option.name) { writer.string(value) }
        writer.endArray()
    }

    private static func appendTail(of request: Request, to writer: inout JSONWriter) {
        guard let name = request.verb.definition.tail else {
            preconditionFailure("the verb \(request.verb.rawValue) takes no text")
        }
        writer.key(name)
        if request.verb == .add {
            writer.raw(request.tail)
        } else {
            request.tail.withUnsafeBufferPointer { writer.string(utf8: $0) }
        }
    }
}
