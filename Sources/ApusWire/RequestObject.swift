import Apus

/// A line of the JSON dialect, taken apart: `{"verb":"search","query":"…","limit":5,"tag":"a"}`.
struct RequestObject {
    /// Known as soon as it could be read, so that an error can carry it.
    var tag: String?
    var outcome: Result<Request, WireError>

    init(_ line: UnsafeBufferPointer<UInt8>) {
        do throws(WireError) {
            let object = try Self.object(line)
            if let value = object["tag"] { tag = try Self.tag(value) }
            outcome = .success(try Self.request(object, tag: tag))
        } catch {
            outcome = .failure(error)
        }
    }

    private static func object(_ line: UnsafeBufferPointer<UInt8>) throws(WireError) -> JSONValue {
        var reader = JSONReader()
        do throws(JSONError) {
            return try reader.read(line)
        } catch {
            throw WireError(.badRequest, [Property("at", error.offset)], text: "no JSON: \(error.reason)")
        }
    }

    private static func tag(_ value: JSONValue) throws(WireError) -> String {
        guard case .string(let tag) = value else { throw WireError(.badRequest, text: "`tag` must be a string") }
        return try RequestTag.checked(tag.utf8)
    }

    private static func request(_ object: JSONValue, tag: String?) throws(WireError) -> Request {
        guard case .string(let name)? = object["verb"] else {
            throw WireError(.badRequest, text: "`verb` must be a string: `help` lists the verbs")
        }
        let verb = try UnknownName.verb(name.utf8)
        var request = Request(verb, tag: tag, dialect: .json)
        for member in object.object ?? [] where member.key != "verb" && member.key != "tag" {
            try add(member, to: &request)
        }
        try request.check()
        return request
    }

    private static func add(_ member: JSONValue.Member, to request: inout Request) throws(WireError) {
        guard member.key != request.verb.definition.tail else { return request.tail = try tail(member) }
        let name = try UnknownName.member(member.key, of: request.verb)
        if name.mayRepeat, case .array(let elements) = member.value {
            for element in elements { try add(.init(key: member.key, value: element), to: &request) }
            return
        }
        guard let value = try value(member) else { return }
        try UnknownName.refuseRepetition(of: name, in: request.options)
        request.options.append(.init(name, value))
    }

    private static func tail(_ member: JSONValue.Member) throws(WireError) -> [UInt8] {
        switch member.value {
        case .string(let text) where member.key != "document": return Array(text.utf8)
        case .object where member.key == "document": return member.value.json
        default:
            throw WireError(.badRequest, text: "`\(member.key)` must be \(member.key == "document" ? "an object" : "a string")")
        }
    }

    /// The value as the text dialect would have it; nil for null.
    private static func value(_ member: JSONValue.Member) throws(WireError) -> String? {
        switch member.value {
        case .null: return nil
        case .boolean(let value): return value ? "1" : "0"
        case .integer(let value): return value.description
        case .number(let value): return value.description
        case .string(let value): return value
        case .array(let elements):
            let names = elements.compactMap(\.string)
            if names.count == elements.count { return names.joined(separator: ",") }
        case .object: break
        }
        throw WireError(
            .badRequest, text: "the value of \(Quotation.of(member.key)) must be a string, a number, a switch or names")
    }
}
