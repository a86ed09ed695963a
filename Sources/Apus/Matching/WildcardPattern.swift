/// A word with wildcards, read for one field: `*` is any characters, `?` between two letters or digits is one.
///
/// Where the wildcards belong to words is found by letting the analyser read the word with a letter in each one's place: the letter or
/// digit beside it, which joins its neighbours as they would.
struct WildcardPattern {
    /// A word of the result.
    enum Part: Equatable {
        /// It stands as it is.
        case term([UInt8])
        /// It has wildcards.
        case pattern(PatternTree)
    }

    /// The words, in order; one where the analyser does not part the text.
    let parts: [Part]

    /// A prefix: where it ends in a word, that word goes on; else as `prefix*`.
    init(prefix: String, _ folding: PatternFolding) {
        parts = Self.wordGoingOn(prefix, folding) ?? Self.parts([.literal(prefix), .any], folding)
    }

    init(_ text: String, _ folding: PatternFolding) { parts = Self.parts(Self.pieces(text), folding) }

    private static func wordGoingOn(_ prefix: String, _ folding: PatternFolding) -> [Part]? {
        guard case .text(let foldsAccents) = folding.kind else { return nil }
        let tokens = folding.analyzer.tokens(in: prefix, foldsAccents: foldsAccents)
        guard let last = tokens.last, last.end == prefix.utf8.count else { return nil }
        return tokens.dropLast().map { .term($0.term) } + [.pattern(.prefix(last.term))]
    }

    private enum Piece {
        case literal(String)
        case any, one
    }

    private static func parts(_ pieces: [Piece], _ folding: PatternFolding) -> [Part] {
        guard case .text(let foldsAccents) = folding.kind else { return [.pattern(tree(pieces, folding))] }
        let filled = filled(pieces)
        let bytes = Array(filled.text.utf8)
        var first = 0
        return folding.analyzer.tokens(in: filled.text, foldsAccents: foldsAccents).map { token in
            while first < pieces.count, filled.ranges[first].upperBound <= token.start { first += 1 }
            var inside: [Piece] = []
            for index in first..<pieces.count {
                guard filled.ranges[index].lowerBound < token.end else { break }
                inside.append(cut(pieces[index], filled.ranges[index], to: token.start..<token.end, of: bytes))
            }
            let hasWildcard = inside.contains { if case .literal = $0 { false } else { true } }
            return hasWildcard ? .pattern(tree(inside, folding)) : .term(token.term)
        }
    }

    private static func pieces(_ text: String) -> [Piece] {
        let bytes = QueryText(text)
        var pieces: [Piece] = []
        var start = 0
        for place in 0..<bytes.end {
            let piece: Piece
            switch bytes[place] {
            case UInt8(ascii: "*"): piece = .any
            case UInt8(ascii: "?") where bytes.isLetter(at: place + 1) && bytes.isLetter(before: place, from: 0): piece = .one
            default: continue
            }
            if start < place { pieces.append(.literal(bytes[start..<place])) }
            pieces.append(piece)
            start = place + 1
        }
        if start < bytes.end { pieces.append(.literal(bytes[start..<bytes.end])) }
        return pieces
    }

    /// The text with a letter for each wildcard, and where in it each piece stands.
    private static func filled(_ pieces: [Piece]) -> (text: String, ranges: [Swift.Range<Int>]) {
        var text = ""
        var ranges: [Swift.Range<Int>] = []
        for (index, piece) in pieces.enumerated() {
            let start = text.utf8.count
            if case .literal(let literal) = piece { text += literal } else { text += letter(beside: index, of: pieces) }
            ranges.append(start..<text.utf8.count)
        }
        return (text, ranges)
    }

    /// The last letter or digit before a piece, else the first behind it.
    private static func letter(beside index: Int, of pieces: [Piece]) -> String {
        for case .literal(let text) in pieces[..<index].reversed() {
            if let letter = text.unicodeScalars.last(where: isLetter) { return String(letter) }
        }
        for case .literal(let text) in pieces[index...] {
            if let letter = text.unicodeScalars.first(where: isLetter) { return String(letter) }
        }
        return "a"
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { CharacterData.shared.wordBreak(scalar.value).isWordlike }

    /// What of a piece lies in a word, with which its range has bytes in common.
    private static func cut(
        _ piece: Piece, _ range: Swift.Range<Int>, to word: Swift.Range<Int>, of text: [UInt8]
    ) -> Piece {
        guard case .literal = piece else { return piece }
        return .literal(String(decoding: text[range.clamped(to: word)], as: UTF8.self))
    }

    private static func tree(_ pieces: [Piece], _ folding: PatternFolding) -> PatternTree {
        .sequence(
            pieces.map { piece in
                switch piece {
                case .literal(let text): .text(folding.bytes(text))
                case .any: .anything
                case .one: .anyCharacter
                }
            })
    }
}
