/// What an index must hold: documents by id, each with its text.
struct SimulatedState: Equatable {
    enum Change {
        case add(id: String, text: String)
        case delete(id: String)
    }

    private(set) var texts: [String: String] = [:]

    mutating func make(_ change: Change) {
        switch change {
        case .add(let id, let text): texts[id] = text
        case .delete(let id): texts[id] = nil
        }
    }

    /// The state after some changes, in order.
    func after(_ changes: [Change]) -> SimulatedState {
        var state = self
        for change in changes { state.make(change) }
        return state
    }

    /// The ids that a question finds, by a look at every document.
    func answer(to question: SimulatedQuestion) -> Set<String> {
        Set(texts.filter { question.matches($0.value.split(separator: " ").map(String.init)) }.keys)
    }
}

/// A question that is answered by the index and by a look at every document.
enum SimulatedQuestion {
    case word(String), both(String, String), either(String, String), without(String), phrase(String, String)

    /// In the query language.
    var text: String {
        switch self {
        case .word(let word): word
        case .both(let one, let other): "+\(one) +\(other)"
        case .either(let one, let other): "\(one) OR \(other)"
        case .without(let word): "-\(word)"
        case .phrase(let one, let other): "\"\(one) \(other)\""
        }
    }

    func matches(_ words: [String]) -> Bool {
        switch self {
        case .word(let word): words.contains(word)
        case .both(let one, let other): words.contains(one) && words.contains(other)
        case .either(let one, let other): words.contains(one) || words.contains(other)
        case .without(let word): !words.contains(word)
        case .phrase(let one, let other): zip(words, words.dropFirst()).contains { $0 == one && $1 == other }
        }
    }
}
