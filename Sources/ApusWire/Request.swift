import Apus

/// One request of apus/1: the same value whichever way it was written, as a line of text, as a JSON object, or in code.
public struct Request: Equatable, Sendable {
    /// How the request was written, and so how it is answered.
    public enum Dialect: Equatable, Sendable { case text, json }

    /// An option as given; `values` checks it.
    public struct Option: Equatable, Sendable {
        /// Which option.
        public var name: OptionName
        /// Its value as text.
        public var value: String

        /// An option with its value.
        public init(_ name: OptionName, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The client's name for the request; tagged requests run side by side.
    public var tag: String?
    /// What is asked for.
    public var verb: Verb
    /// In the order in which they were given; each name once, but for those that may repeat.
    public var options: [Option]
    /// The query, the text, the id or the document: any bytes but LF when written as a line.
    public var tail: [UInt8]
    /// The counted bytes that follow an `add`.
    public var body: [UInt8]?
    /// How it was written.
    public var dialect: Dialect

    /// A request with a tail of bytes.
    public init(
        _ verb: Verb, _ options: [Option] = [], tail: [UInt8] = [], body: [UInt8]? = nil, tag: String? = nil,
        dialect: Dialect = .text
    ) {
        self.tag = tag
        self.verb = verb
        self.options = options
        self.tail = tail
        self.body = body
        self.dialect = dialect
    }

    /// A request with a tail of text.
    public init(_ verb: Verb, _ options: [Option] = [], _ tail: String, tag: String? = nil, dialect: Dialect = .text) {
        self.init(verb, options, tail: Array(tail.utf8), tag: tag, dialect: dialect)
    }

    /// The same request of another text.
    public func asking(_ tail: String) -> Request {
        var request = self
        request.tail = Array(tail.utf8)
        return request
    }

    /// The tail as text; what is no UTF-8 in it is U+FFFD.
    public var text: String { String(decoding: tail, as: UTF8.self) }
}
