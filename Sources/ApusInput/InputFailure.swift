import Glibc

/// Why a source could not be read on.
enum InputFailure: Error, Equatable {
    /// The system refused; `code` is an `errno`.
    case system(code: Int32)
    case directory
    case binary
    case notGzip
    case truncatedGzip
    case corruptGzip(offset: Int)
    case tooLarge
}

extension InputFailure: CustomStringConvertible {
    var description: String {
        switch self {
        case .system(let code): String(cString: strerror(code))
        case .directory: "is a directory"
        case .binary: "binary: a NUL byte in the first 8 KiB"
        case .notGzip: "not in gzip format"
        case .truncatedGzip: "the compressed data ends too early"
        case .corruptGzip(let offset): "the compressed data is damaged at byte \(offset)"
        case .tooLarge: "more than \(InputLimits.documentBytes >> 20) MiB in one document"
        }
    }
}
