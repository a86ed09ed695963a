/// The words of a query that are wanted, as they were written, each with where it is looked for.
struct EmptyWords {
    struct Word {
        var text: String
        /// The operand that it is of.
        var place: Swift.Range<Int>?
        /// Nil for all text fields.
        var fields: [String]?
        /// Asks for this word alone.
        var query: Query
    }

    private(set) var words: [Word] = []
    private let question: QuestionText
    private let schema: Schema
    private let analyzer: Analyzer
    private var operand = 0

    init(of question: QuestionText, schema: Schema, analyzer: Analyzer) {
        (self.question, self.schema, self.analyzer) = (question, schema, analyzer)
        add(question.parsed.query, fields: nil)
    }

    private mutating func add(_ query: Query, fields: [String]?) {
        switch query {
        case .boolean(let clauses):
            for clause in clauses {
                if clause.occurrence == .excluded {
                    operand += clause.query.operandCount
                } else {
                    add(clause.query, fields: fields)
                }
            }
        case .near(let near): for query in near.operands { add(query, fields: fields) }
        case .field(let names, let query): add(query, fields: names)
        case .weighted(let query, _): add(query, fields: fields)
        default:
            addWords(of: query, fields: fields)
            operand += 1
        }
    }

    private mutating func addWords(of query: Query, fields: [String]?) {
        let isText = fields?.allSatisfy { schema.number(of: $0).map { schema.fields[$0].type == .text } ?? false } ?? true
        guard isText else { return }
        switch query {
        case .word(let text): addWords(of: text, fields: fields) { .word($0) }
        case .phrase(let phrase):
            for case .text(let text) in phrase.elements { addWords(of: text, fields: fields) { .phrase(Query.Phrase($0)) } }
        default: break
        }
    }

    private mutating func addWords(of text: String, fields: [String]?, asking: (String) -> Query) {
        let bytes = Array(text.utf8)
        for token in analyzer.tokens(in: text, foldsAccents: false) {
            let word = String(decoding: bytes[token.start..<token.end], as: UTF8.self)
            guard !words.contains(where: { $0.text.isExactly(word) && $0.fields == fields }) else { continue }
            let query = asking(word)
            words.append(
                Word(
                    text: word, place: question.parts.range(operand..<operand + 1), fields: fields,
                    query: fields.map { .field($0, query) } ?? query))
        }
    }
}
