/// Stems the words of one language for one thread at a time, and remembers stems: nothing is allocated for a word that it knows.
///
/// Words come folded but with their accents, which the algorithms go by; where a field folds accents, the stem's are folded.
package final class Stemmer {
    private let library: StemmingLibrary
    private let handle: OpaquePointer
    private let foldsAccents: Bool
    private var folding: Folding
    private var known = StemCache()
    private let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: Tokenizer.bufferBytes)

    /// Nil where the library has no such algorithm.
    init?(_ language: Language, foldsAccents: Bool, library: StemmingLibrary) {
        guard let handle = library.create(language.rawValue, "UTF_8") else { return nil }
        (self.library, self.handle, self.foldsAccents) = (library, handle, foldsAccents)
        folding = Folding(foldsAccents: true)
    }

    deinit {
        library.delete(handle)
        buffer.deallocate()
    }

    /// The stem of a word of at most `Limits.termBytes`, which is as short and never empty; valid until the next call.
    package func stem(_ word: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let hash = StemCache.hash(word)
        if let stem = known.stem(of: word, hash: hash) { return stem }
        let stem = computed(word)
        known.insert(word, hash: hash, stem: stem)
        return stem
    }

    private func computed(_ word: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        // An analyser of one's own may give bytes that are no text.
        guard !word.isEmpty, String(validating: word, as: UTF8.self) != nil else { return word }
        guard let start = library.stem(handle, word.baseAddress, CInt(word.count)) else { return word }
        let stem = UnsafeBufferPointer(start: start, count: Int(library.length(handle)))
        guard !stem.isEmpty, stem.count <= Limits.termBytes else { return word }
        guard foldsAccents, stem.contains(where: { $0 >= 0x80 }) else { return stem }
        let length = folding.fold(start, from: 0, to: stem.count, into: buffer)
        return length > 0 ? UnsafeBufferPointer(start: buffer, count: length) : word
    }
}
