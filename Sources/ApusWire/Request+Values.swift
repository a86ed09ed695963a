/// The options of a request as values, or the error that says what is wrong with them.
extension Request {
    /// The option as given, or nil.
    public subscript(_ name: OptionName) -> String? { options.first { $0.name == name }?.value }

    /// All values of an option that can be given several times.
    public func values(_ name: OptionName) -> [String] { options.filter { $0.name == name }.map(\.value) }

    /// Whether a switch is on; false when it was not given.
    public func isOn(_ name: OptionName) throws(WireError) -> Bool {
        switch self[name] {
        case nil, "0", "false", "no", "off": return false
        case "1", "true", "yes", "on": return true
        default: throw mistake(name, "must be 1 or 0")
        }
    }

    /// A whole number from 0 to `maximum`; nil when it was not given.
    public func count(_ name: OptionName, maximum: Int = .max) throws(WireError) -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = Int(text), number >= 0, !text.hasPrefix("+") else {
            throw mistake(name, "must be a whole number from 0")
        }
        guard number <= maximum else { throw mistake(name, "must be at most \(maximum)") }
        return number
    }

    /// A number from 0; nil when it was not given.
    public func number(_ name: OptionName) throws(WireError) -> Double? {
        guard let text = self[name] else { return nil }
        guard let number = Double(text), number.isFinite, number >= 0 else { throw mistake(name, "must be a number from 0") }
        return number
    }

    /// A span of time; nil when it was not given.
    public func duration(_ name: OptionName) throws(WireError) -> Duration? {
        guard let text = self[name] else { return nil }
        guard let duration = DurationText.duration(text) else {
            throw mistake(name, "must be a time such as 250ms, 2s or 1m")
        }
        return duration
    }

    /// Names with commas between them; nil when they were not given.
    public func list(_ name: OptionName) -> [String]? {
        self[name]?.split(separator: ",").map(String.init)
    }

    /// One of the words that the option knows; nil when it was not given.
    public func choice(_ name: OptionName, among words: [String]) throws(WireError) -> String? {
        guard let text = self[name] else { return nil }
        guard words.contains(text) else {
            throw mistake(name, "must be \(words.joined(separator: " or "))")
        }
        return text
    }

    /// Whether every option has a value of its kind, and a text is there only for a verb that takes one.
    func check() throws(WireError) {
        let definition = verb.definition
        guard tail.isEmpty || definition.tail != nil else {
            throw WireError(.badRequest, text: "`\(verb.rawValue)` takes no text, such as \(Quotation.of(tail))")
        }
        for option in options {
            switch definition.kind(of: option.name) {
            case .switch: _ = try isOn(option.name)
            case .count: _ = try count(option.name)
            case .number: _ = try number(option.name)
            case .duration: _ = try duration(option.name)
            case .choice(let words): _ = try choice(option.name, among: words)
            case .text, .list: break
            }
        }
    }

    private func mistake(_ name: OptionName, _ demand: String) -> WireError {
        WireError(.badRequest, text: "the option `\(name.rawValue)` \(demand), not \(Quotation.of(self[name] ?? ""))")
    }
}
