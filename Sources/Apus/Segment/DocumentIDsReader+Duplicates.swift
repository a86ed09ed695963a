extension DocumentIDsReader {
    /// The documents of an older segment whose ids occur here, ascending. O(s · log l) for the smaller and the larger segment.
    package func duplicates(in older: DocumentIDsReader) throws(DamagedFile) -> [UInt32] {
        let found = documentCount <= older.documentCount ? try lookUp(in: older) : try older.found(in: self)
        return found.sorted()
    }

    /// The documents of `older` that have one of these ids.
    private func lookUp(in older: DocumentIDsReader) throws(DamagedFile) -> [UInt32] {
        var found: [UInt32] = []
        var reached = 0
        for place in 0..<documentCount {
            let id = try bytes(of: document(atPlace: place))
            let first = try older.firstPlace(notBelow: id, from: reached)
            // The same id a second time finds nothing, since its documents are passed.
            reached = try older.endPlace(ofID: id, from: first)
            for match in first..<reached { found.append(older.document(atPlace: match)) }
        }
        return found
    }

    /// These documents, as far as `newer` has their ids.
    private func found(in newer: DocumentIDsReader) throws(DamagedFile) -> [UInt32] {
        var found: [UInt32] = []
        var reached = 0
        for place in 0..<documentCount {
            let document = document(atPlace: place)
            let id = try bytes(of: document)
            reached = try newer.firstPlace(notBelow: id, from: reached)
            if reached < newer.documentCount, bytewiseOrder(try newer.bytes(of: newer.document(atPlace: reached)), id) == 0 {
                found.append(document)
            }
        }
        return found
    }
}
