import Apus
import ApusWire

extension CommandFailure {
    /// An error of the engine, or one that is a failure already; nil for what the parser of arguments throws.
    init?(ofEngine error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as DocumentError: self.init(.usage, error.description)
        case let error as WireError: self.init(error)
        case is IndexError, is LanguageError, is StorageError, is DamagedFile, is ManifestError: self.init(IndexError(error))
        default: return nil
        }
    }

    /// What keeps an index from being opened or written, as an exit code.
    init(_ error: IndexError) {
        switch error {
        case .missing(let path): self.init(.unavailable, "there is no index at \(path)")
        case .damaged(let file): self.init(.damaged, "\(file.file) at byte \(file.offset): \(file.reason)")
        case .storage(.locked(let process, let since)):
            self.init(.unavailable, "process \(process) has been writing to the index since \(since)")
        case .storage(.failed(let operation, let file, let code)):
            self.init(.unavailable, "\(operation) \(file): \(SystemMessage.text(code))")
        case .storage(.missing(let file)): self.init(.damaged, "\(file) at byte 0: the file is missing")
        case .storage(.readOnly(let file)): self.init(.unavailable, "\(file) cannot be written: read-only, or no permission")
        case .newer(let version): self.init(.unavailable, "the index has format \(version), which a later release wrote")
        case .older(let version): self.init(.unavailable, "the index has format \(version), which is no longer read")
        case .analyzer(let name, let version): self.init(.unavailable, "the index was made with the analyser \(name) \(version)")
        case .language(let error): self.init(.unavailable, "\(error)")
        case .document(let id, let reason): self.init(.partial, "\(id): \(reason)")
        case .tooLarge(let what): self.init(.unavailable, what)
        case .poisoned(let reason): self.init(.unavailable, reason)
        case .incompatible(let what): self.init(.unavailable, what)
        case .readOnly: self.init(.unavailable, "the index was opened for reading only")
        }
    }
}
