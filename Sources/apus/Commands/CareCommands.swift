import Apus
import ApusService
import ApusWire
import ArgumentParser

/// `apus check`
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Reads everything and tells what is damaged.",
        discussion: """
            With --repair what is whole is kept, what is damaged is moved into the folder damaged/ of the index, and the ids of documents \
            that are lost are listed. Nothing is deleted.
            """)
    @OptionGroup var place: Place
    @Flag(help: "JSON, one object a line.") var json = false
    @Flag(help: "Keep what is whole, put aside what is damaged, and tell what is lost.") var repair = false

    func run() throws {
        var (isDamaged, hasLosses) = (false, false)
        try answer { record in
            switch record {
            case .failure(let error) where error.code == .damaged && json: isDamaged = true
            case .failure(let error): throw CommandFailure(error)
            case .damage: isDamaged = true
            case .ok(let properties):
                isDamaged = false
                hasLosses = properties.contains { $0.key == "lost" && $0.value.integer != 0 }
            default: break
            }
            RowPrinter.print(record, json: json)
        }
        if isDamaged { throw CommandFailure(.damaged, "the index is damaged") }
        if hasLosses { throw CommandFailure(.partial, "documents are lost; the damaged files are in \(IndexRepair.folder)/") }
    }

    /// Asks the daemon, or looks at the directory itself, which need not be sound enough to be opened.
    private func answer(_ body: (Record) throws -> Void) throws {
        if let daemon = try place.listeningDaemon() {
            return try daemon.answer(Request(.check, repair ? [.init(.repair, "1")] : [], dialect: .json), body)
        }
        let storage = try place.storage()
        let records: [Record]
        do throws(IndexError) {
            records = try repair ? IndexRepair(storage).run().records : IndexCheck(storage).run().records
        } catch { throw CommandFailure(place.named(error)) }
        for record in records { try body(record) }
    }
}

/// `apus backup DIR`
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies the index as it is now, while others write to it.",
        discussion: """
            Files are hard links where DIR is on the same file system, else copies, and all of the copy is checked. With --socket the daemon \
            makes it: then DIR is a name, and the copy lies in backups/ of the index.
            """)
    @OptionGroup var place: Place
    @Flag(help: "JSON, one object a line.") var json = false
    @Argument(help: ArgumentHelp("An empty directory, made where it is missing.", valueName: "dir")) var directory: String

    func run() throws {
        if place.socket != nil {
            let reply = try place.daemon().reply(Request(.backup, [], directory, dialect: .json))
            return RowPrinter.print(reply, json: json)
        }
        let report: IndexBackup.Report
        let storage = try place.storage()
        do throws(IndexError) { report = try IndexBackup(storage).run(to: directory) } catch {
            throw CommandFailure(place.named(error))
        }
        RowPrinter.print(.ok(report.properties), json: json)
    }
}

extension Place {
    /// Says which index is missing.
    fileprivate func named(_ error: IndexError) -> IndexError {
        if case .missing = error { return .missing(indexPath) }
        return error
    }

    /// The directory of the index, without a look at what is in it.
    fileprivate func storage() throws -> FileStorage {
        try requireOne()
        do throws(StorageError) { return try FileStorage(path: indexPath) } catch {
            if case .missing = error { throw CommandFailure(IndexError.missing(indexPath)) }
            throw error
        }
    }
}
