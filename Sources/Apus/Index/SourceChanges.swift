/// What a commit notes of the files that documents come from, and of which files it knows nothing any more.
struct SourceChanges {
    private(set) var noted: [ExactText: SourceTable.Entry] = [:]
    private(set) var removed: Set<ExactText> = []
    /// When a file was noted last, counted as `moment` counts.
    private var notedAt: [ExactText: Int] = [:]
    /// Rises with each change of the commit that order matters for.
    private(set) var moment = 0

    var isEmpty: Bool { noted.isEmpty && removed.isEmpty }

    /// The moment of one more change.
    mutating func nextMoment() -> Int {
        moment += 1
        return moment
    }

    mutating func note(_ source: ExactText, _ entry: SourceTable.Entry) {
        noted[source] = entry
        removed.remove(source)
        notedAt[source] = nextMoment()
    }

    mutating func remove(_ source: ExactText) {
        noted[source] = nil
        removed.insert(source)
    }

    /// Documents were deleted by their ids: the files that they came from count as changed, so that whoever indexes them again brings
    /// the documents back.
    mutating func forgetSources(
        of deletions: [(id: ExactText, segment: Int, dead: DeletionChanges.Dead.Element)], _ changes: DeletionChanges,
        earlier: SourceTable?
    ) throws {
        guard earlier != nil || !noted.isEmpty else { return }
        for (id, _, dead) in deletions where noted[id] != nil || earlier?[id.text] != nil {
            let keeping = try changes.mayHaveDocuments(ofSource: id.text)
            forget(id, deletedAt: dead.moment, keeping: keeping, earlier: earlier)
        }
        for (segment, group) in Dictionary(grouping: deletions, by: \.segment) {
            let dead = group.map(\.dead).sorted { $0.document < $1.document }
            for (term, moment) in try changes.sourceTerms(of: dead, inSegment: segment) {
                for source in try sources(of: term, earlier: earlier) {
                    forget(source, deletedAt: moment, keeping: true, earlier: earlier)
                }
            }
        }
    }

    /// The files that a term stands for. A long one ends in a hash, and all known files are looked at. - Complexity: O(files) then.
    private func sources(of term: [UInt8], earlier: SourceTable?) throws -> [ExactText] {
        guard term.count >= Limits.termBytes else { return [ExactText(String(decoding: term, as: UTF8.self))] }
        let known = try Set(noted.keys).union((earlier?.paths() ?? []).map { ExactText($0) })
        return known.filter { KeywordTerm.bytes($0.text) == term }
    }

    /// A document that came from the file was deleted at a moment: whoever looks finds the file changed, unless it was noted after that.
    ///
    /// - Parameters:
    ///   - keeping: whether there may be other documents of the file, so that its name must stay known.
    ///   - earlier: what was noted before this commit.
    private mutating func forget(_ source: ExactText, deletedAt moment: Int, keeping: Bool, earlier: SourceTable?) {
        if let time = notedAt[source], time > moment { return }
        guard !removed.contains(source), let entry = noted[source] ?? earlier?[source.text] else { return }
        if keeping { noted[source] = entry.outdated } else { remove(source) }
    }
}

extension SourceTable.Entry {
    /// No file has this size.
    package static let outdatedSize = UInt64(Int64.max)

    /// The file counts as changed, whatever it is like; the way in which it was read stays known.
    package var outdated: Self { Self(size: Self.outdatedSize, modified: modified, hash: hash) }
}
