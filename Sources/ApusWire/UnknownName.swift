import Apus

/// Names as they come in, turned into known ones, or into the error that names the nearest.
package enum UnknownName {
    /// The verb of that name.
    package static func verb(_ bytes: some Collection<UInt8>) throws(WireError) -> Verb {
        let name = String(decoding: bytes.prefix(64), as: UTF8.self)
        if let verb = Verb(name: name) { return verb }
        let hint = NearestName.of(name, among: Verb.allCases.map(\.rawValue)).map { "did you mean `\($0)`?" }
        throw WireError(.badRequest, text: "unknown verb \(Quotation.of(name)): \(hint ?? "`help` lists them")")
    }

    /// The language of a code or an English name.
    package static func language(_ name: String) throws(WireError) -> Language {
        if let language = Language(name: name) { return language }
        let shown = Quotation.of(String(name.prefix(64)))
        // Codes are too short to be near anything.
        if let nearest = NearestName.of(name, among: Language.allCases.map(\.name)) {
            throw WireError(.badRequest, text: "unknown language \(shown): did you mean `\(nearest)`?")
        }
        let known = Language.allCases.map { language in language.code.map { "\(language.name) (\($0))" } ?? language.name }
        throw WireError(.badRequest, text: "unknown language \(shown): known are \(known.joined(separator: ", "))")
    }

    static func option(_ bytes: some Collection<UInt8>, of verb: Verb) throws(WireError) -> OptionName {
        let name = String(decoding: bytes.prefix(64), as: UTF8.self)
        if let option = known(name, of: verb) { return option }
        let names = verb.definition.options.map(\.rawValue)
        throw WireError(
            .badRequest,
            text:
                "unknown option \(Quotation.of(name)) of `\(verb.rawValue)`: \(hint(name, names)) (`--` before a text that has a `=`)"
        )
    }

    /// A member of a request in the JSON dialect, where the text has a name too.
    static func member(_ key: String, of verb: Verb) throws(WireError) -> OptionName {
        let name = String(decoding: WireKey.text(key).utf8.prefix(64), as: UTF8.self)
        if let option = known(name, of: verb) { return option }
        let names = (verb.definition.tail.map { [$0] } ?? []) + verb.definition.options.map(\.rawValue)
        throw WireError(.badRequest, text: "unknown option \(Quotation.of(name)) of `\(verb.rawValue)`: \(hint(name, names))")
    }

    private static func known(_ name: String, of verb: Verb) -> OptionName? {
        OptionName(name: name).flatMap { verb.definition.options.contains($0) ? $0 : nil }
    }

    private static func hint(_ name: String, _ known: [String]) -> String {
        if let nearest = NearestName.of(name, among: known) { return "did you mean `\(nearest)`?" }
        return known.isEmpty ? "it has none" : "it has \(known.joined(separator: ", "))"
    }

    /// An option is given once.
    static func refuseRepetition(of name: OptionName, in earlier: [Request.Option]) throws(WireError) {
        guard !name.mayRepeat, earlier.contains(where: { $0.name == name }) else { return }
        throw WireError(.badRequest, text: "the option `\(name.rawValue)` is given twice")
    }
}
