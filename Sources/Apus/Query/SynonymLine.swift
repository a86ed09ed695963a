/// One line of a file of synonyms.
struct SynonymLine {
    struct Failure: Error {
        var reason: String
    }

    /// Words as written, and the terms that they are.
    struct Part {
        var text: String
        var terms: [[UInt8]]
    }

    let sought: [Part]
    /// What stands for them; nil where each stands for all.
    private let replacements: [Part]?

    /// Nil for a line that says nothing.
    init?(_ line: Substring, _ analyzer: Analyzer) throws(Failure) {
        let isComment = line.first { !$0.isWhitespace }.map { $0 == "#" } ?? true
        if isComment { return nil }
        let sides = Self.sides(line)
        guard sides.count <= 2 else { throw Failure(reason: "more than one =>") }
        sought = try Self.parts(sides[0], analyzer)
        replacements = sides.count == 2 ? try Self.parts(sides[1], analyzer) : nil
        if replacements == nil, sought.count == 1 {
            throw Failure(reason: "“\(sought[0].text)” stands alone: two parts with a comma between them, or a =>, are needed")
        }
    }

    /// What is looked for in place of a part: where that is the part too, the part first.
    func alternatives(of part: Part) -> [String] {
        guard let replacements else { return [part.text] + sought.filter { $0.terms != part.terms }.map(\.text) }
        return replacements.map(\.text)
    }

    /// What stands on the sides of each `=>`, cut at commas. A character behind `\` is as it is.
    private static func sides(_ line: Substring) -> [[String]] {
        var sides = [[""]]
        var place = line.startIndex
        func append(_ character: Character) { sides[sides.count - 1][sides[sides.count - 1].count - 1].append(character) }
        while place < line.endIndex {
            let next = line.index(after: place)
            switch line[place] {
            case "\\" where next < line.endIndex:
                append(line[next])
                place = line.index(after: next)
                continue
            case ",": sides[sides.count - 1].append("")
            case "=" where next < line.endIndex && line[next] == ">":
                sides.append([""])
                place = line.index(after: next)
                continue
            default: append(line[place])
            }
            place = next
        }
        return sides
    }

    private static func parts(_ texts: [String], _ analyzer: Analyzer) throws(Failure) -> [Part] {
        var parts: [Part] = []
        for text in texts {
            let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let terms = analyzer.tokens(in: words).map(\.term)
            guard !terms.isEmpty else { throw Failure(reason: words.isEmpty ? "a part is empty" : "“\(words)” holds no word") }
            guard terms.count <= Synonyms.partWords else {
                throw Failure(reason: "a part has more than \(Synonyms.partWords) words")
            }
            parts.append(Part(text: words, terms: terms))
        }
        return parts
    }
}
