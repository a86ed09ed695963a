/// Folds a word to its term: NFKC_Casefold (Unicode 3.13), one kind of apostrophe, and, if asked, accents of Latin and Greek.
///
/// One table takes characters apart and folds their case; accents are dropped on the way, marks put in order, and what is left is
/// composed again. So all canonically equivalent spellings give one term. A word is read until `characterLimit` characters are
/// kept, far more than a term of 255 bytes holds.
struct Folding: ~Copyable {
    private static let characterLimit = 512
    /// Room for what the last character stands for, at most 31 others of one or two letters.
    private static let room = 64
    private static let iotaBelow: UInt32 = 0x345
    private static let iota: UInt32 = 0x3B9
    private static let cyrillicIe: UInt32 = 0x435
    private static let diaeresis: UInt32 = 0x308

    private let data = CharacterData.shared
    private let foldsAccents: Bool
    private let characters = UnsafeMutablePointer<UInt32>.allocate(capacity: characterLimit + room)
    private let ranks = UnsafeMutablePointer<UInt8>.allocate(capacity: characterLimit + room)
    private var count = 0
    private var hasMarks = false
    private var composes = false
    /// The last character that is no mark, in whatever order the marks behind it will be.
    private var base: UInt32 = 0
    private var baseIsLatinOrGreek = false

    init(foldsAccents: Bool) { self.foldsAccents = foldsAccents }

    deinit {
        characters.deallocate()
        ranks.deallocate()
    }

    /// Writes the term of a word and returns its length, at most `Limits.termBytes`: whole characters only.
    mutating func fold(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, into term: UnsafeMutablePointer<UInt8>) -> Int
    {
        (count, hasMarks, composes, base, baseIsLatinOrGreek) = (0, false, false, 0, false)
        var offset = start
        while offset < end && count < Self.characterLimit {
            let (point, length) = UTF8Scalar.decode(bytes, at: offset, end: end)
            appendFolded(point)
            offset &+= length
        }
        if hasMarks { order() }
        if composes { compose() }
        return encode(into: term)
    }

    @inline(__always)
    private mutating func appendFolded(_ point: UInt32) {
        if let replacements = data.foldings.replacements(of: point) {
            for replacement in replacements { append(replacement) }
        } else if let letters = Composition.letters(ofSyllable: point) {
            append(letters.leading)
            append(letters.vowel)
            if letters.trailing != 0 { append(letters.trailing) }
        } else {
            append(point)
        }
    }

    /// Appends a character that is taken apart and case folded already, unless it is an accent to be dropped.
    @inline(__always)
    private mutating func append(_ point: UInt32) {
        let properties = data.properties(point)
        if properties.isNonspacingMark {
            if foldsAccents && isAccent(point) { return }
        } else if properties.combiningRank == 0 {
            base = point
            baseIsLatinOrGreek = properties.isLatinOrGreek
            if foldsAccents && properties.hasPlainLetters, let letters = data.plainLetters.replacements(of: point) {
                for letter in letters { store(letter, rank: 0) }
                return
            }
        }
        if properties.composes { composes = true }
        store(point, rank: properties.combiningRank)
    }

    /// The iota below Greek letters is none: it folds to a letter.
    private func isAccent(_ mark: UInt32) -> Bool {
        if baseIsLatinOrGreek { return mark != Self.iotaBelow }
        return base == Self.cyrillicIe && mark == Self.diaeresis
    }

    @inline(__always)
    private mutating func store(_ point: UInt32, rank: UInt8) {
        characters[count] = point
        ranks[count] = rank
        if rank != 0 { hasMarks = true }
        count &+= 1
    }
}

extension Folding {
    /// Canonical ordering: marks by combining class, stably. Then the iota below, last of its run, becomes a letter.
    private func order() {
        for index in 0..<count where ranks[index] != 0 {
            let (mark, rank) = (characters[index], ranks[index])
            var place = index
            while place > 0 && ranks[place - 1] > rank {
                (characters[place], ranks[place]) = (characters[place - 1], ranks[place - 1])
                place -= 1
            }
            (characters[place], ranks[place]) = (mark, rank)
        }
        for index in 0..<count where characters[index] == Self.iotaBelow {
            (characters[index], ranks[index]) = (Self.iota, 0)
        }
    }

    /// Canonical composition (Unicode 3.11, D117): a character joins the last starter unless something between them blocks it.
    private mutating func compose() {
        var kept = 0
        var starter = -1
        for index in 0..<count {
            let (character, rank) = (characters[index], ranks[index])
            // What stands between has a rank of its own, for it did not become the starter.
            let isFree = starter == kept - 1 || ranks[kept - 1] < rank
            if starter >= 0, isFree, let composed = data.composition.composite(characters[starter], character) {
                characters[starter] = composed
                continue
            }
            if rank == 0 { starter = kept }
            (characters[kept], ranks[kept]) = (character, rank)
            kept += 1
        }
        count = kept
    }

    private func encode(into term: UnsafeMutablePointer<UInt8>) -> Int {
        var length = 0
        for index in 0..<count {
            let character = characters[index]
            guard length &+ UTF8Scalar.length(character) <= Limits.termBytes else { break }
            length &+= UTF8Scalar.encode(character, into: term + length)
        }
        return length
    }
}
