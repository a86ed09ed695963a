import Apus

/// An object from outside whose members are asked for by name and type.
struct JSONObject {
    let value: JSONValue

    init(_ value: JSONValue) { self.value = value }

    subscript(_ key: String) -> JSONValue? { value[key] }

    func mistake(_ key: String) -> ReplyError { ReplyError(text: "`\(key)` is missing or not what it should be") }

    func value(_ key: String) throws(ReplyError) -> JSONValue {
        guard let value = value[key] else { throw mistake(key) }
        return value
    }

    func string(_ key: String) throws(ReplyError) -> String {
        guard let string = value[key]?.string else { throw mistake(key) }
        return string
    }

    func strings(_ key: String) throws(ReplyError) -> [String] {
        guard let elements = value[key]?.array else { throw mistake(key) }
        let strings = elements.compactMap(\.string)
        guard strings.count == elements.count else { throw mistake(key) }
        return strings
    }

    /// A whole number from 0.
    func count(_ key: String) throws(ReplyError) -> Int {
        guard let integer = value[key]?.integer, let count = Int(exactly: integer), count >= 0 else { throw mistake(key) }
        return count
    }

    func float(_ key: String) throws(ReplyError) -> Float {
        guard let number = value[key]?.number else { throw mistake(key) }
        return Float(number)
    }

    func boolean(_ key: String) throws(ReplyError) -> Bool {
        guard let boolean = value[key]?.boolean else { throw mistake(key) }
        return boolean
    }

    /// The value of the property that was written under `key`.
    func property(_ key: String) throws(ReplyError) -> Property.Value {
        for member in value.object ?? [] {
            if let property = Property(member), property.key == key { return property.value }
        }
        throw mistake(key)
    }

    /// All members but the named ones, as properties.
    func properties(except names: [String]) throws(ReplyError) -> [Property] {
        var properties: [Property] = []
        for member in value.object ?? [] where !names.contains(member.key) {
            guard let property = Property(member) else { throw mistake(member.key) }
            properties.append(property)
        }
        return properties
    }
}
