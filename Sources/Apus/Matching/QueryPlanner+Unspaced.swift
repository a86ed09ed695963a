/// Bare text of scripts that are written without spaces: a sentence is no word, and no phrase either.
///
/// The analyser takes each character of them for a word, so phrases are exact. A short run is a word, and looked for as the phrase that it
/// is; of a longer one each two neighbours are, and a document is the better the more of them it has.
extension QueryPlanner {
    /// Characters of a run that is looked for as a whole.
    static let unspacedWord = 4

    /// A token of a bare text, and whether it goes on without a space from one of such a script to another.
    private struct Piece {
        var term: Int
        var end: Int
        var isUnspaced: Bool
        var joins: Bool
    }

    /// The bare text in one field; nil where it holds no long run of such a script, so that it is a word like others.
    mutating func unspaced(
        _ text: String, field: Int, _ definition: FieldDefinition, _ scope: Scope
    ) throws(SearchError) -> QueryPlan.Node? {
        let (analyzer, boost) = (snapshot.analyzer, scope.boost)
        guard definition.type == .text, !scope.isExcluded, analyzer.cut == nil, UnspacedScript.mayHold(text) else { return nil }
        var pieces: [Piece] = []
        let bytes = Array(text.utf8)
        analyzer.forEachToken(in: text, foldsAccents: definition.foldsAccents) { word, start, end in
            let isUnspaced = UnspacedScript.holds(bytes[start..<end])
            let joins = isUnspaced && (pieces.last.map { $0.isUnspaced && $0.end == start } ?? false)
            pieces.append(Piece(term: term(word, field: field, isText: true), end: end, isUnspaced: isUnspaced, joins: joins))
            return pieces.count <= limits.phraseWords
        }
        guard pieces.count <= limits.phraseWords else {
            throw .limit(name: QueryLimits.Name.phrase.rawValue, max: limits.phraseWords)
        }
        var nodes: [QueryPlan.Node] = []
        var isLong = false
        var start = 0
        while start < pieces.count {
            var end = start + 1
            while end < pieces.count, pieces[end].joins || !pieces[start].isUnspaced && !pieces[end].isUnspaced { end += 1 }
            let terms = pieces[start..<end].map(\.term)
            if pieces[start].isUnspaced, terms.count > Self.unspacedWord {
                isLong = true
                for (one, other) in zip(terms, terms.dropFirst()) {
                    nodes.append(.phrase(phrase([one, other], field: field), boost: boost))
                }
            } else {
                nodes.append(
                    terms.count == 1 ? .term(terms[0], boost: boost) : .phrase(phrase(terms, field: field), boost: boost))
            }
            start = end
        }
        guard isLong else { return nil }
        guard nodes.count <= limits.clauses else { throw .limit(name: QueryLimits.Name.clauses.rawValue, max: limits.clauses) }
        return .anyOf(nodes)
    }
}

/// The scripts that are written without spaces between words, of whose characters the analyser makes words.
enum UnspacedScript {
    private static let ranges: [ClosedRange<UInt32>] = [
        0x0E00...0x0EFF,  // Thai, Lao
        0x1000...0x109F,  // Myanmar
        0x1780...0x17FF,  // Khmer
        0x3005...0x3007, 0x3040...0x30FF, 0x31F0...0x31FF,  // Hiragana, Katakana
        0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA9E0...0xA9FF, 0xAA60...0xAA7F, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x1AFF0...0x1B16F,
        0x20000...0x3FFFF,  // Han
    ]

    /// Whether a text may hold characters of them: a look at bytes alone.
    static func mayHold(_ text: String) -> Bool {
        // In one run: asked for byte by byte, the bytes of a word take longer than the rest of its plan.
        text.utf8.withContiguousStorageIfAvailable { $0.contains { $0 >= 0xE0 } } ?? text.utf8.contains { $0 >= 0xE0 }
    }

    /// Whether a word begins with one of them.
    static func holds(_ word: ArraySlice<UInt8>) -> Bool {
        guard let first = String(decoding: word.prefix(4), as: UTF8.self).unicodeScalars.first?.value else { return false }
        return ranges.contains { $0.contains(first) }
    }
}
