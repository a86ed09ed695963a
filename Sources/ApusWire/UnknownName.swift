/// Names as they come in, turned into known ones, or into the error that names the nearest.
enum UnknownName {
    static func verb(_ bytes: some Collection<UInt8>) throws(WireError) -> Verb {
        let name = String(decoding: bytes.prefix(64), as: UTF8.self)
        if let verb = Verb(name: name) { return verb }
        let hint = NearestName.of(name, among: Verb.allCases.map(\.rawValue)).map { "did you mean `\($0)`?" }
        throw WireError(.badRequest, text: "unknown verb \(Quotation.of(name)): \(hint ?? "`help` lists them")")
    }

    static func option(_ bytes: some Collection<UInt8>, of verb: Verb) throws(WireError) -> OptionName {
        let name = String(decoding: bytes.prefix(64), as: UTF8.self)
        let known = verb.definition.options
        if let option = OptionName(name: name), known.contains(option) { return option }
        let hint = NearestName.of(name, among: known.map(\.rawValue)).map { ": did you mean `\($0)`?" }
        let list = known.isEmpty ? ": it has none" : ": it has \(known.map(\.rawValue).joined(separator: ", "))"
        throw WireError(
            .badRequest,
            text: "unknown option \(Quotation.of(name)) of `\(verb.rawValue)`\(hint ?? list) (`--` before a text that has a `=`)")
    }

    /// An option is given once.
    static func refuseRepetition(of name: OptionName, in earlier: [Request.Option]) throws(WireError) {
        guard earlier.contains(where: { $0.name == name }) else { return }
        throw WireError(.badRequest, text: "the option `\(name.rawValue)` is given twice")
    }
}
