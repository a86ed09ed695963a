/// Gathers the parts of a phrase in order; alternatives within alternatives wait on a stack.
struct PhraseParts {
    private struct Level {
        var alternatives: [[Query.Phrase.Element]] = []
        var elements: [Query.Phrase.Element] = []
        /// Words in a row that are not yet an element.
        var text: [UInt8] = []
    }

    private var levels = [Level()]

    /// How many groups are open.
    var depth: Int { levels.count - 1 }

    mutating func append(word: ArraySlice<UInt8>) {
        let top = levels.count - 1
        if !levels[top].text.isEmpty { levels[top].text.append(UInt8(ascii: " ")) }
        levels[top].text += word
    }

    mutating func append(_ element: Query.Phrase.Element) {
        endText()
        levels[levels.count - 1].elements.append(element)
    }

    mutating func beginGroup() { levels.append(Level()) }

    /// Ends an alternative; false where there is nothing in it, so that it is none.
    mutating func endAlternative() -> Bool {
        endText()
        let top = levels.count - 1
        guard !levels[top].elements.isEmpty else { return false }
        levels[top].alternatives.append(levels[top].elements)
        levels[top].elements = []
        return true
    }

    /// Ends the innermost group. An only alternative is no choice: it becomes part of what stands around the group.
    mutating func endGroup() {
        guard levels.count > 1, let group = levels.popLast() else { return }
        if group.alternatives.count > 1 { return append(.alternatives(group.alternatives.map { Query.Phrase(elements: $0) })) }
        for element in group.alternatives.joined() {
            if case .text(let text) = element { append(word: Array(text.utf8)[...]) } else { append(element) }
        }
    }

    /// All parts, nil where there are none.
    mutating func finish() -> [Query.Phrase.Element]? {
        endText()
        return levels[0].elements.isEmpty ? nil : levels[0].elements
    }

    private mutating func endText() {
        let top = levels.count - 1
        guard !levels[top].text.isEmpty else { return }
        levels[top].elements.append(.text(String(decoding: levels[top].text, as: UTF8.self)))
        levels[top].text = []
    }
}

extension Query.Phrase {
    /// How many parentheses stand within each other in the quotes.
    var depth: Int {
        elements.reduce(0) { deepest, element in
            guard case .alternatives(let phrases) = element else { return deepest }
            return phrases.reduce(deepest) { max($0, $1.depth + 1) }
        }
    }
}
