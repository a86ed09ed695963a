/// Bare words: in fields that have a language they are looked for among the stems, and only there.
extension QueryPlanner {
    /// A bare word in each field of the scope, by its stem where the field has a language. Text without spaces is told from words.
    mutating func bareWord(_ text: String, of query: Query, _ scope: Scope) throws(SearchError) -> QueryPlan.Node? {
        var nodes = OneOrMore<QueryPlan.Node>()
        for field in scope.fields {
            let definition = snapshot.schema.fields[field]
            var node: QueryPlan.Node?
            if let unspaced = try unspaced(text, field: field, definition, scope) {
                node = unspaced
            } else if let language = definition.language, let stems = stems(of: text, query, definition, language) {
                node = try self.node(stems, field: StemField.number(of: field), boost: scope.boost)
            } else {
                node = try words(CollectionOfOne(text), of: query, Scope(fields: [field], boost: scope.boost))
            }
            if let node { nodes.append(node, of: scope.fields.count) }
        }
        if nodes.isEmpty, !scope.fields.isEmpty { return nil }
        return combining == nil ? nodes.union : joined(nodes, scope)
    }

    /// The terms of a bare word in one field: of its stems where the field has a language.
    mutating func bareTerms(_ text: String, of query: Query, _ field: Int) throws(SearchError) -> [Int] {
        let definition = snapshot.schema.fields[field]
        guard let language = definition.language, let stems = stems(of: text, query, definition, language) else {
            return try words(text, field)
        }
        return try terms(stems, field: StemField.number(of: field))
    }

    /// The stems of the words that the analyser finds in a text; nil, with a warning, where nothing can be stemmed here.
    private mutating func stems(
        of text: String, _ query: Query, _ definition: FieldDefinition, _ language: Language
    ) -> [[UInt8]]? {
        let analyzer = snapshot.analyzer
        do throws(LanguageError) {
            try analyzer.stemming.check(language, version: definition.stemVersion)
        } catch {
            switch error {
            case .otherVersion:
                warn(
                    "language",
                    "the stems of “\(definition.name)” were made by another version of libstemmer: some words may not be found",
                    query)
            case .missingLibrary, .unsupported:
                warn("language", "“\(definition.name)” is searched for exact words only: \(error)", query)
                return nil
            }
        }
        return analyzer.stemming.withStemmer(language, foldsAccents: definition.foldsAccents) { stemmer in
            var stems: [[UInt8]] = []
            analyzer.forEachToken(in: text, foldsAccents: false) { word, _, _ in
                stems.append(Array(stemmer.stem(word)))
                return stems.count <= limits.phraseWords
            }
            return stems
        }
    }

    /// One stem is a term, several stand next to each other.
    private mutating func node(_ stems: [[UInt8]], field: Int, boost: Double) throws(SearchError) -> QueryPlan.Node? {
        let terms = try terms(stems, field: field)
        if terms.count == 1 { return .term(terms[0], boost: boost) }
        return terms.isEmpty ? nil : .phrase(phrase(terms, field: field), boost: boost)
    }

    private mutating func terms(_ stems: [[UInt8]], field: Int) throws(SearchError) -> [Int] {
        guard stems.count <= limits.phraseWords else {
            throw .limit(name: QueryLimits.Name.phrase.rawValue, max: limits.phraseWords)
        }
        return stems.map { term($0, field: field, isText: true) }
    }
}
