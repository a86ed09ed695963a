/// Folds the characters of a pattern as a field folds its words, so that `/Pea.*/` finds what `Peace` was indexed as.
struct PatternFolding: Sendable {
    /// How a field makes terms of its values.
    enum Kind: Equatable, Sendable {
        /// A keyword: as written.
        case exact
        /// Text: case, compatibility forms, apostrophes, and accents where the field folds them.
        case text(foldsAccents: Bool)
    }

    let kind: Kind
    let analyzer: Analyzer

    /// That of a field; nil for one that holds neither text nor keywords.
    init?(_ definition: FieldDefinition, _ analyzer: Analyzer) {
        switch definition.type {
        case .text: kind = .text(foldsAccents: definition.foldsAccents)
        case .keyword: kind = .exact
        case .number, .boolean, .date: return nil
        }
        self.analyzer = analyzer
    }

    init(_ kind: Kind, _ analyzer: Analyzer = .standard) { (self.kind, self.analyzer) = (kind, analyzer) }

    /// The terms of a text.
    func words(_ text: String) -> [[UInt8]] {
        guard case .text(let foldsAccents) = kind else { return text.isEmpty ? [] : [Array(text.utf8)] }
        return analyzer.tokens(in: text, foldsAccents: foldsAccents).map(\.term)
    }

    /// The bytes of characters that stand together.
    func bytes(_ text: String) -> [UInt8] {
        guard case .text(let foldsAccents) = kind, !text.isEmpty else { return Array(text.utf8) }
        if analyzer.cut != nil {
            // An analyser of one's own is asked; what it does not take for one word is left as it is.
            let tokens = analyzer.tokens(in: text, foldsAccents: foldsAccents)
            return tokens.count == 1 ? tokens[0].term : Array(text.utf8)
        }
        var folding = Folding(foldsAccents: foldsAccents)
        let bytes = Array(text.utf8)
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Tokenizer.bufferBytes) { term in
            bytes.withUnsafeBufferPointer { bytes in
                guard let text = bytes.baseAddress, let room = term.baseAddress else { return [] }
                let length = folding.fold(text, from: 0, to: bytes.count, into: room)
                return Array(term[..<length])
            }
        }
    }

    /// Ranges of more characters are taken as they are: no script with cases or accents has so many.
    static let mostFolded = 4096

    /// The characters of a range, folded one by one; what becomes several is a text of its own.
    func characters(_ range: ClosedRange<UInt32>) -> (ranges: [ClosedRange<UInt32>], texts: [[UInt8]]) {
        guard kind != .exact, range.count <= Self.mostFolded else { return ([range], []) }
        var (ranges, texts): ([ClosedRange<UInt32>], [[UInt8]]) = ([], [])
        for scalar in range.lazy.compactMap(Unicode.Scalar.init) {
            let folded = bytes(String(scalar))
            let scalars = String(decoding: folded, as: UTF8.self).unicodeScalars
            if let only = scalars.first, scalars.count == 1 {
                ranges.append(only.value...only.value)
            } else if !folded.isEmpty {
                texts.append(folded)
            }
        }
        return (ranges, texts)
    }
}
