/// Why words of a language cannot be stemmed here.
public enum LanguageError: Error, Equatable, Sendable {
    /// The system has no libstemmer.
    case missingLibrary
    /// The system's libstemmer has no algorithm for it.
    case unsupported(Language)
    /// The index's stems were made by another libstemmer, so new ones would not go with them.
    case otherVersion(Language)
}

extension LanguageError: CustomStringConvertible {
    /// One line for a person.
    public var description: String {
        switch self {
        case .missingLibrary:
            "languages need libstemmer, which is not installed: on Debian and Ubuntu `apt-get install libstemmer0d`"
        case .unsupported(let language): "the libstemmer of this system has no stemmer for \(language.name)"
        case .otherVersion(let language):
            "the stems of the index were made by another version of libstemmer for \(language.name): the index must be made anew"
        }
    }
}
