extension Snapshot {
    /// The first thing that was found damaged, if anything was.
    package var firstDamage: DamagedFile? { damage.first ?? sourcesDamage }

    /// Throws `.damaged` where a part of the commit cannot be read: nothing is written on top of that, as it would be lost for good.
    package func refuseDamage() throws(IndexError) {
        if let firstDamage { throw .damaged(firstDamage) }
    }

    /// This commit without the segment of a file in which damage has shown; nil where the file is of none, or of the only one.
    func without(_ damaged: DamagedFile) -> Snapshot? {
        let name = damaged.file.prefix { $0 != "." }
        guard segments.count > 1, segments.contains(where: { $0.reader.record.name == name }) else { return nil }
        var parts = Parts(
            damage: damage + [damaged], sources: sources, sourcesDamage: sourcesDamage, indexNames: indexNames)
        for view in segments where view.reader.record.name != name {
            parts.views.append(
                SegmentView(
                    reader: view.reader, deletions: view.deletions, documentBase: parts.nextBase, indexNumber: view.indexNumber))
        }
        return Snapshot(manifest, parts, analyzer: analyzer)
    }
}
