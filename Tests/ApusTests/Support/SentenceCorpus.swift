@testable import Apus

/// Random documents of which it is known where sentences and paragraphs begin, as they are made of these.
struct SentenceCorpus {
    /// Numbers of terms that stand where sentences and paragraphs begin; a word's is its own.
    static let sentence = 1000
    static let paragraph = 1001

    /// A document and the places of its terms.
    struct Made {
        var document: Document
        var places: [Int: [Int]]
    }

    var random: SeededRandom
    let words: Int

    private static let inner = [" ", " ", " ", ", ", "\n", " – ", ": ", " (", "… ", " “", ".", "\r\n"]
    private static let ends = ["! ", "? ", "。", ". ", ".\n", ".” ", "… ", "?) ", "!"]
    private static let blankLines = ["\n\n", ".\n\n", "\n \n", "\r\n\r\n", "\u{2029}", "!\n\n\n"]

    private func word(_ number: Int, isCapital: Bool) -> String {
        // Not one letter: an initial ends no sentence.
        (isCapital ? "W" : "w") + "o" + ["a", "b", "c", "d", "e", "f"][number]
    }

    /// One text field of a few values.
    mutating func document(id: String) -> Made {
        var made = Made(document: Document(id: id, [:]), places: [:])
        var position = 0
        var values: [FieldValue] = []
        for value in 0..<Int.random(in: 1...2, using: &random) {
            var text = ""
            for count in 0..<Int.random(in: 1...12, using: &random) {
                let number = Int.random(in: 0..<words, using: &random)
                var isCapital = Bool.random(using: &random)
                if count == 0 {
                    if value > 0 { made.places[Self.paragraph, default: []].append(position) }
                } else {
                    switch Int.random(in: 0..<9, using: &random) {
                    case 0:
                        made.places[Self.paragraph, default: []].append(position)
                        text += Self.blankLines.randomElement(using: &random)!
                    case 1, 2:
                        made.places[Self.sentence, default: []].append(position)
                        text += Self.ends.randomElement(using: &random)!
                        isCapital = true
                    default:
                        let gap = Self.inner.randomElement(using: &random)!
                        // These join words, or end sentences, where it is not so.
                        if gap == "." || gap == "… " { isCapital = false }
                        text += gap == "." ? ". " : gap
                    }
                }
                text += word(number, isCapital: isCapital)
                made.places[number, default: []].append(position)
                position += 1
            }
            values.append(.string(text))
            position += 128
        }
        made.document = Document(id: id, fields: [Document.Field(name: "text", values: values)])
        return made
    }

    /// A query as text and as a tree over the numbers.
    mutating func query() -> (text: String, tree: ProximityTree) { near(depth: 2) }

    private mutating func near(depth: Int) -> (text: String, tree: ProximityTree) {
        let operands = (0..<Int.random(in: 2...3, using: &random)).map { _ in operand(depth: depth - 1) }
        let trees = operands.map(\.tree)
        func joined(_ operator: String) -> String { operands.map(\.text).joined(separator: " \(`operator`) ") }
        switch Int.random(in: 0..<(depth > 1 ? 4 : 6), using: &random) {
        case 0, 1: return (joined("SENTENCE"), .within(trees, beginnings: [Self.sentence, Self.paragraph]))
        case 2, 3: return (joined("PARAGRAPH"), .within(trees, beginnings: [Self.paragraph]))
        case 4: return (joined("NEAR/2"), .near(trees, distance: 2, isOrdered: false))
        default: return (joined("ONEAR/3"), .near(trees, distance: 3, isOrdered: true))
        }
    }

    private mutating func operand(depth: Int) -> (text: String, tree: ProximityTree) {
        func number() -> Int { Int.random(in: 0..<words, using: &random) }
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
        case 0...3:
            let one = number()
            return (word(one, isCapital: false), .anyTerm([one]))
        case 4:
            let (one, other) = (number(), number())
            return (
                "\"\(word(one, isCapital: false)) \(word(other, isCapital: false))\"",
                .sequence([.anyTerm([one]), .anyTerm([other])], slop: 0)
            )
        case 5:
            let (one, other) = (number(), number())
            return (
                "(\(word(one, isCapital: false)) OR \(word(other, isCapital: false)))",
                .anyTerm(one == other ? [one] : [one, other])
            )
        default:
            let near = near(depth: depth)
            return ("(\(near.text))", near.tree)
        }
    }
}
