extension DocumentRenumbering {
    /// Gives the documents of a run their new numbers and takes out those that are dropped, with their occurrences. O(occurrences).
    func renumber(_ run: PostingRun, hasPositions: Bool) {
        guard !keepsAll else {
            for index in 0..<run.count { run.documents[index] &+= first }
            return
        }
        var (kept, read, written) = (0, 0, 0)
        for index in 0..<run.count {
            let frequency = hasPositions ? Int(run.frequencies[index]) : 0
            defer { read += frequency }
            guard let number = self[run.documents[index]] else { continue }
            run.documents[kept] = number
            run.frequencies[kept] = run.frequencies[index]
            kept += 1
            if read != written { (run.occurrences + written).update(from: run.occurrences + read, count: frequency) }
            written += frequency
        }
        run.count = kept
    }
}
