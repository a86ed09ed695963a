/// Why a `--glob` is none.
package enum GlobError: Error, Equatable {
    /// Empty, a bracket that is not closed, or a backslash at the end.
    case malformed(String)
    /// The braces stand for more than `maximum` patterns.
    case tooManyAlternatives(String, maximum: Int)
}

extension GlobError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let glob): "no glob: \(glob)"
        case .tooManyAlternatives(let glob, let maximum): "the braces of \(glob) stand for more than \(maximum) globs"
        }
    }
}
