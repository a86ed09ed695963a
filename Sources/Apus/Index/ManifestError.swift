/// Why a manifest cannot be used.
package enum ManifestError: Error, Equatable, Sendable {
    /// A later release of the engine wrote it.
    case newer(version: UInt16)
    /// It is of a version that is no longer read.
    case older(version: UInt16)
    case damaged(DamagedFile)
    case storage(StorageError)
}
