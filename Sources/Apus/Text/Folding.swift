/// Folds a word to its term: NFKC_Casefold (Unicode 3.13, 5.18.4), one kind of apostrophe, and, if asked, accents of Latin and Greek.
///
/// The word is taken apart canonically, its marks are put in order, accents are dropped, and the rest is composed again; so all
/// canonically equivalent spellings give one term.
struct Folding: ~Copyable {
    /// Characters of a decomposed word that are looked at; far more than a term of 255 bytes can keep.
    private static let characterLimit = 1024

    private let data = CharacterData.shared
    private let foldsAccents: Bool
    private let characters = UnsafeMutablePointer<UInt32>.allocate(capacity: characterLimit + 32)
    private var count = 0

    init(foldsAccents: Bool) { self.foldsAccents = foldsAccents }

    deinit { characters.deallocate() }

    /// Writes the term of a word and returns its length, at most `Limits.termBytes`: whole characters only.
    mutating func fold(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, into term: UnsafeMutablePointer<UInt8>) -> Int
    {
        decompose(bytes, from: start, to: end)
        order()
        if foldsAccents { dropAccents() }
        spellIota()
        compose()
        var length = 0
        for index in 0..<count {
            guard length + UTF8Scalar.length(characters[index]) <= Limits.termBytes else { break }
            length += UTF8Scalar.encode(characters[index], into: term + length)
        }
        return length
    }

    private mutating func decompose(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) {
        count = 0
        var offset = start
        while offset < end, count < Self.characterLimit {
            let (scalar, length) = UTF8Scalar.decode(bytes, at: offset, end: end)
            offset += length
            let place = data.fold(scalar)
            if place == 0 { append(scalar) } else { appendPool(place) }
        }
    }

    private mutating func appendPool(_ place: Int) {
        for index in 0..<Int(data.foldPool[place]) { append(data.foldPool[place + 1 + index]) }
    }

    private mutating func append(_ scalar: UInt32) {
        if foldsAccents, let plain = data.plainLetters(scalar) {
            characters[count] = plain.0
            count += 1
            if plain.1 == 0 { return }
            characters[count] = plain.1
        } else {
            characters[count] = scalar
        }
        count += 1
    }

    /// Canonical ordering: marks by combining class, stably.
    private func order() {
        var index = 1
        while index < count {
            let mark = characters[index]
            let level = data.combiningClass(mark)
            var place = index
            while level > 0, place > 0, data.combiningClass(characters[place - 1]) > level {
                characters[place] = characters[place - 1]
                place -= 1
            }
            characters[place] = mark
            index += 1
        }
    }

    /// Marks on letters of Latin and Greek go, and the dots of ё.
    private mutating func dropAccents() {
        let (cyrillicIe, dots): (UInt32, UInt32) = (0x435, 0x308)
        var kept = 0
        var base: UInt32 = 0
        for index in 0..<count {
            let character = characters[index]
            if data.isNonspacingMark(character) {
                if data.isLatinOrGreek(base) || (base == cyrillicIe && character == dots) { continue }
            } else {
                base = character
            }
            characters[kept] = character
            kept += 1
        }
        count = kept
    }

    /// The iota below folds to a letter, which ends the run of marks: only now, when they are in order.
    private func spellIota() {
        for index in 0..<count where characters[index] == 0x345 { characters[index] = 0x3B9 }
    }

    /// Canonical composition (Unicode 3.11, D117).
    private mutating func compose() {
        var kept = 0
        var starter = -1
        var lastClass = -1
        for index in 0..<count {
            let character = characters[index]
            let level = Int(data.combiningClass(character))
            if starter >= 0, lastClass < level || lastClass == -1, let composed = data.composition(characters[starter], character)
            {
                characters[starter] = composed
                continue
            }
            if level == 0 {
                starter = kept
                lastClass = -1
            } else {
                lastClass = level
            }
            characters[kept] = character
            kept += 1
        }
        count = kept
    }
}
