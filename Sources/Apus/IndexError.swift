/// Why an index cannot be opened, written or read.
public enum IndexError: Error, Equatable, Sendable {
    /// There is no index at this place.
    case missing(String)
    /// A file or the directory could not be opened, read, written or locked.
    case storage(StorageError)
    /// A file is not what the index says it is.
    case damaged(DamagedFile)
    /// A later release of the engine wrote the index.
    case newer(version: Int)
    /// The index is of a version that is no longer read.
    case older(version: Int)
    /// The index was cut into words by an analyser that was not given.
    case analyzer(name: String, version: Int)
    /// Words of a language cannot be stemmed here as the index has them.
    case language(LanguageError)
    /// A document that cannot be added, and why.
    case document(id: String, reason: String)
    /// Something outgrew what the format can hold.
    case tooLarge(String)
    /// A failed write left the writer unusable; opening the index again gives the last commit.
    case poisoned(String)
    /// The index was opened for reading only.
    case readOnly
    /// Several indexes cannot be searched as one, and why.
    case incompatible(String)

    /// What is wrong with which file, where the error is about one that is not what it must be, or not there.
    package var damage: DamagedFile? {
        switch self {
        case .damaged(let file): file
        case .storage(.missing(let name)): DamagedFile(file: name, offset: 0, reason: "the file is missing")
        default: nil
        }
    }

    /// The error of a layer below, in the terms of this one.
    package init(_ error: any Error) {
        switch error {
        case let error as IndexError: self = error
        case let error as StorageError: self = .storage(error)
        case let error as DamagedFile: self = .damaged(error)
        case let error as ManifestError: self = IndexError(manifest: error)
        case let error as LanguageError: self = .language(error)
        case let error as DocumentError: self = .document(id: "", reason: "\(error)")
        default: self = .poisoned("\(error)")
        }
    }

    private init(manifest error: ManifestError) {
        switch error {
        case .newer(let version): self = .newer(version: Int(version))
        case .older(let version): self = .older(version: Int(version))
        case .damaged(let file): self = .damaged(file)
        case .storage(let error): self = .storage(error)
        }
    }
}
