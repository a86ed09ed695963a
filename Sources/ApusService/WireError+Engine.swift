import Apus
import ApusWire
import Glibc

extension WireError {
    /// Any error of the engine, as a reply tells it.
    init(any error: any Error) {
        switch error {
        case let error as WireError: self = error
        case let error as SearchError: self.init(search: error)
        case let error as IndexError: self.init(error)
        case let error as LanguageError: self.init(IndexError.language(error))
        case let error as DocumentError: self.init(.badRequest, text: "\(error)")
        case let error as QueryLimits.Exceeded: self = .tooLarge(error.name.rawValue, maximum: error.max)
        default: self.init(.internal, text: "\(error)")
        }
    }

    /// An error of a search.
    init(search error: SearchError) {
        switch error {
        case .query(let offset, let text): self.init(.badQuery, [Property("at", offset)], text: text)
        case .option(let name, let text): self.init(.badRequest, text: "the option `\(name)`: \(text)")
        case .limit(let name, let max): self = .tooLarge(name, maximum: max)
        case .cancelled: self.init(.cancelled, text: "cancelled by the client")
        case .damaged(let file): self.init(file)
        case .index(let error): self.init(error)
        }
    }

    /// An error of the index.
    init(_ error: IndexError) {
        switch error {
        case .missing(let place): self.init(.notFound, text: "there is no index at \(place)")
        case .damaged(let file): self.init(file)
        case .storage(.locked(let process, let since)):
            self.init(.conflict, text: "process \(process) has been writing to the index since \(since)")
        case .storage(.failed(let operation, let file, let code)) where code == ENOSPC:
            self.init(.noSpace, [Property("file", .text(file))], text: "no space is left to \(operation)")
        case .storage(.failed(let operation, let file, let code)):
            // A folder for a backup that is taken is the client's affair.
            let isTaken = code == EEXIST || code == ENOTEMPTY
            self.init(
                isTaken ? .conflict : .internal, [Property("file", .text(file)), Property("errno", Int(code))],
                text: StorageError.failed(operation: operation, file: file, code: code).sentence)
        case .storage(.readOnly(let file)):
            self.init(.denied, [Property("file", .text(file))], text: "the index cannot be written")
        case .storage(.missing(let file)): self.init(.damaged, [Property("file", .text(file))], text: "the file is missing")
        case .newer(let version): self.init(.conflict, text: "the index has format \(version), which a later release wrote")
        case .older(let version): self.init(.conflict, text: "the index has format \(version), which is no longer read")
        case .analyzer(let name, let version):
            self.init(.conflict, text: "the index was made with the analyser \(name) \(version)")
        case .language(let error): self.init(.conflict, text: "\(error)")
        case .document(let id, let reason): self.init(.badRequest, text: id.isEmpty ? reason : "\(id): \(reason)")
        case .tooLarge(let what): self.init(.internal, text: what)
        case .poisoned(let reason):
            self.init(
                .internal, [Property("writing", .text("stopped"))],
                text: "an earlier write failed, the index must be opened again: \(reason)")
        case .incompatible(let what): self.init(.conflict, text: what)
        case .readOnly: self.init(.denied, text: "the index was opened for reading only")
        }
    }

    /// Damage in a file.
    init(_ damage: DamagedFile) {
        self.init(.damaged, [Property("file", .text(damage.file)), Property("offset", damage.offset)], text: damage.reason)
    }
}
