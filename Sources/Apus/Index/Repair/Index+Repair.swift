extension Index {
    /// Repairs the index while it is open; what is searched meanwhile stays as it was. See `IndexRepair.run`.
    public func repair() throws(IndexError) -> IndexRepair.Report {
        guard !options.isReadOnly else { throw .readOnly }
        waitForMerges()
        mergeTurn.take()
        defer { mergeTurn.giveBack() }
        return try writing.run(on: storage) { () throws(IndexError) in
            let report: IndexRepair.Report
            do throws(IndexError) { report = try IndexRepair(storage, options: options).runLocked() } catch {
                writing.poison(by: error)
                throw error
            }
            try reload()
            return report
        }
    }
}
