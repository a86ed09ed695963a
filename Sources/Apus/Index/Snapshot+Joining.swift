extension Snapshot {
    /// A commit of an index under the name that hits give it.
    public struct Named: Sendable {
        /// The index.
        public var name: String
        /// Its commit.
        public var snapshot: Snapshot

        /// A commit with the name of its index.
        public init(_ name: String, _ snapshot: Snapshot) { (self.name, self.snapshot) = (name, snapshot) }
    }

    /// Commits of several indexes as one, to be searched together: what is found, its scores and its order are those of one index that
    /// holds the documents of the first, then those of the second, and so on.
    ///
    /// Fields are one where they have one name. Hits say which index they are of; one id may be that of documents of several. The
    /// generation is the sum of theirs. Throws `IndexError.incompatible` where a field has another type, language or folding in another
    /// index, or where the indexes rank by other parameters and none are given, `.tooLarge` for more documents or fields than one index
    /// may have. O(segments · fields); nothing is copied.
    /// - Parameters:
    ///   - commits: at least one, each of one index.
    ///   - bm25: what documents are ranked by; nil where the indexes agree.
    ///   - combination: how words score that are in several text fields; nil where the indexes agree.
    public convenience init(
        joining commits: [Named], bm25: BM25? = nil, combination: FieldCombination? = nil
    ) throws(IndexError) {
        precondition(
            !commits.isEmpty && commits.allSatisfy(\.snapshot.indexNames.isEmpty), "commits of single indexes are joined")
        let first = commits[0]
        var manifest = Manifest(generation: 0, analyzer: first.snapshot.manifest.analyzer)
        manifest.bm25 = bm25 ?? first.snapshot.bm25
        manifest.combination = combination ?? first.snapshot.combination
        var parts = Parts(indexNames: commits.map(\.name))
        var fields = JoinedFields()
        for commit in commits {
            if bm25 == nil, commit.snapshot.bm25 != first.snapshot.bm25 {
                throw .incompatible(Self.otherRanking(first, commit) { "k1=\($0.bm25.k1) b=\($0.bm25.b)" })
            }
            if combination == nil, commit.snapshot.combination != first.snapshot.combination {
                throw .incompatible(Self.otherRanking(first, commit) { "combine=\($0.combination)" })
            }
            guard commit.snapshot.manifest.analyzer == first.snapshot.manifest.analyzer else {
                throw .incompatible("\(first.name) and \(commit.name) were made with different analysers")
            }
            try fields.add(commit.snapshot.schema, of: commit.name)
        }
        manifest.schema = fields.schema
        for (number, commit) in commits.enumerated() {
            manifest.generation &+= commit.snapshot.generation
            let numbering = FieldNumbering(commit.snapshot.schema, among: manifest.schema)
            manifest.segments += commit.snapshot.records.map { record in
                var record = record
                if let numbering { record.fields = numbering.renumbered(record.fields) }
                return record
            }
            for view in commit.snapshot.segments {
                parts.views.append(
                    SegmentView(
                        reader: numbering.map { SegmentReader(view.reader, numbering: $0) } ?? view.reader,
                        deletions: view.deletions, documentBase: parts.nextBase, indexNumber: number))
            }
            parts.damage += commit.snapshot.damage
        }
        guard parts.nextBase <= Limits.documents else {
            throw .tooLarge("indexes of \(Limits.documents) documents at most can be searched together, not of \(parts.nextBase)")
        }
        self.init(manifest, parts, analyzer: first.snapshot.analyzer)
    }

    private static func otherRanking(_ one: Named, _ other: Named, _ text: (Snapshot) -> String) -> String {
        "\(one.name) ranks by \(text(one.snapshot)), \(other.name) by \(text(other.snapshot)): say by which both are to be"
    }

    /// The name of the index that a segment belongs to; nil where there is but one index.
    func indexName(ofSegment segment: Int) -> String? {
        indexNames.isEmpty ? nil : indexNames[segments[segment].indexNumber]
    }

    /// The number of an index's first document.
    func documentBase(ofIndex number: Int) -> Int {
        segments.first { $0.indexNumber == number }?.documentBase ?? 0
    }
}

/// The fields of several indexes, in the order in which they appear in one after the other.
private struct JoinedFields {
    private(set) var schema = Schema()
    /// By field number, the first index that has it.
    private var names: [String] = []

    mutating func add(_ other: Schema, of name: String) throws(IndexError) {
        for field in other.fields {
            guard let number = schema.number(of: field.name) else {
                guard schema.fields.count < Limits.fields else {
                    throw .tooLarge("indexes of \(Limits.fields) fields at most can be searched together")
                }
                schema.append(field)
                names.append(name)
                continue
            }
            let known = schema.fields[number]
            func conflict(_ what: (FieldDefinition) -> String) -> IndexError {
                .incompatible("the field \(field.name) \(what(known)) in \(names[number]), but \(what(field)) in \(name)")
            }
            if known.type != field.type { throw conflict { "is of type \($0.type.name)" } }
            if known.foldsAccents != field.foldsAccents { throw conflict { $0.foldsAccents ? "folds accents" : "keeps accents" } }
            if known.language != field.language || known.stemVersion != field.stemVersion {
                throw conflict { $0.language.map { "has stems of \($0.name)" } ?? "has no language" }
            }
        }
    }
}
