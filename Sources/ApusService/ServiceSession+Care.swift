import Apus
import ApusWire

extension ServiceSession {
    /// Where the daemon puts backups, within the directory of the index: it opens no path that a client names.
    static let backupFolder = "backups"

    func check(_ request: Request, _ emit: (Record) -> Void) throws(WireError) {
        let index = try named(request).index
        do {
            if try request.isOn(.repair) {
                for record in try index.repair().records { emit(record) }
            } else {
                for record in try IndexCheck(index.storage, analyzer: index.options.analyzer).run().records { emit(record) }
            }
        } catch { throw WireError(any: error) }
    }

    /// A name alone, which becomes a folder among the index's backups.
    func backup(_ request: Request, _ emit: (Record) -> Void) throws(WireError) {
        let index = try named(request).index
        guard !request.tail.isEmpty else { throw WireError(.badRequest, text: "`backup` needs a name") }
        let name = request.text
        guard !name.hasPrefix("."), !name.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 < 0x20 }) else {
            throw WireError(
                .denied, text: "a backup has a name, which becomes a folder of \(Self.backupFolder); a path is refused")
        }
        do {
            let target = try index.storage.folder(Self.backupFolder).folder(name)
            let report = try IndexBackup(index.storage, analyzer: index.options.analyzer).run(
                into: target, named: "\(Self.backupFolder)/\(name)")
            emit(.ok(report.properties))
        } catch { throw WireError(any: IndexError(error)) }
    }
}

extension IndexCheck.Report {
    /// The reply that tells it: each damage and an error, or what was found sound.
    package var records: [Record] {
        guard let first = problems.first else { return [.ok(properties)] }
        let place = [Property("file", .text(first.file)), Property("offset", first.offset)]
        let damaged = Set(problems.map(\.file)).count
        let text = files == 0 ? "the manifest is damaged" : "\(damaged) of \(files) files are damaged"
        return problems.map { .damage(.init($0)) } + [.failure(WireError(.damaged, place, text: text))]
    }

    private var properties: [Property] {
        [
            Property("files", files), Property("bytes", bytes), Property("documents", documents), Property("terms", terms),
            Property("tokens", tokens), Property("segments", segments), Property("leftovers", leftovers.count),
            Property("generation", generation),
        ]
    }
}

extension IndexRepair.Report {
    /// The reply that tells it: what was damaged, what was lost, and figures.
    package var records: [Record] {
        let figures = [
            Property("damaged", problems.count), Property("lost", lostCount), Property("nameless", namelessLosses),
            Property("reindexed", reindexed), Property("revived", revived), Property("aside", asideNames.count),
            Property("generation", generation),
        ]
        let unstored =
            unstoredFields.isEmpty ? [] : [Property("unstored", .text(unstoredFields.joined(separator: ",")))]
        return problems.map { .damage(.init($0)) } + lostIDs.map { .lost($0) } + [.ok(figures + unstored)]
    }
}

extension IndexBackup.Report {
    /// The figures of the reply.
    package var properties: [Property] {
        [
            Property("files", files), Property("linked", linked), Property("bytes", bytes), Property("documents", documents),
            Property("generation", generation),
        ]
    }
}
