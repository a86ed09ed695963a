/// Stemmers of the system's libstemmer: lends them to threads, and tells versions apart.
package final class Stemming: Sendable {
    /// What the operating system has, under the names of Debian, of others, and of a development package.
    package static let system = Stemming(libraries: ["libstemmer.so.0d", "libstemmer.so.0", "libstemmer.so"])

    private enum Library: Sendable {
        case notLookedFor
        case missing
        case loaded(StemmingLibrary)
    }

    private struct Kind: Hashable {
        var language: Language
        var foldsAccents: Bool
    }

    private struct State {
        var library = Library.notLookedFor
        var idle: [Kind: [Stemmer]] = [:]
    }

    private let names: [String]
    /// Mixed into versions, so that tests have another one.
    private let salt: UInt64
    private let state = Locked(State())
    private let versions = Locked<[Language: UInt64]>([:])

    /// - Parameter libraries: what is tried in turn when a stemmer is first asked for.
    package init(libraries: [String], salt: UInt64 = 0) { (names, self.salt) = (libraries, salt) }

    /// Calls with a stemmer that no other thread has, and takes it back with what it remembers.
    package func withStemmer<R, E: Error>(
        _ language: Language, foldsAccents: Bool, _ body: (Stemmer) throws(E) -> R
    ) throws(E) -> R? {
        let kind = Kind(language: language, foldsAccents: foldsAccents)
        guard let stemmer = take(kind) else { return nil }
        defer { giveBack(stemmer, kind) }
        return try body(stemmer)
    }

    /// A stemmer of one's own.
    package func stemmer(_ language: Language, foldsAccents: Bool) throws(LanguageError) -> Stemmer {
        guard let library = library() else { throw .missingLibrary }
        guard let stemmer = Stemmer(language, foldsAccents: foldsAccents, library: library) else { throw .unsupported(language) }
        return stemmer
    }

    /// What tells this library's stems of a language from another version's: a hash of its list of algorithms and of the stems of
    /// `StemProbes`, as the library does not tell its version. Half a millisecond, once.
    package func version(of language: Language) throws(LanguageError) -> UInt64 {
        if let known = versions.withLock({ $0[language] }) { return known }
        let probe = try stemmer(language, foldsAccents: false)
        let version = StemProbes.hash(probe, library()?.algorithms ?? []) ^ salt
        versions.withLock { $0[language] = version }
        return version
    }

    /// Throws what keeps words from being stemmed as an index has them.
    package func check(_ language: Language, version: UInt64) throws(LanguageError) {
        guard try self.version(of: language) == version else { throw .otherVersion(language) }
    }

    private func library() -> StemmingLibrary? {
        state.withLock { state in
            if case .notLookedFor = state.library {
                state.library = StemmingLibrary(anyOf: names).map { .loaded($0) } ?? .missing
            }
            if case .loaded(let library) = state.library { return library }
            return nil
        }
    }

    // Whoever takes a stemmer out is its only owner until it is given back.
    private struct Lent: @unchecked Sendable { let stemmer: Stemmer }

    private func take(_ kind: Kind) -> Stemmer? {
        let idle = state.withLock { state in state.idle[kind]?.popLast().map { Lent(stemmer: $0) } }
        return idle?.stemmer ?? (try? stemmer(kind.language, foldsAccents: kind.foldsAccents))
    }

    private func giveBack(_ stemmer: Stemmer, _ kind: Kind) {
        let lent = Lent(stemmer: stemmer)
        state.withLock { $0.idle[kind, default: []].append(lent.stemmer) }
    }
}
