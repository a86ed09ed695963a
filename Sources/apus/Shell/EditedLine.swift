/// A line that is being typed: letters and a cursor between two of them.
struct EditedLine {
    private var letters: [Character] = []
    private var cursor = 0

    /// A text with the cursor behind it.
    init(_ text: String = "") {
        letters = Array(text)
        cursor = letters.count
    }

    var text: String { String(letters) }
    var beforeCursor: String { String(letters[..<cursor]) }

    mutating func insert(_ letter: Character) {
        // A combining mark joins the letter before it.
        if cursor > 0, let joined = Self.joined(letters[cursor - 1], letter) {
            letters[cursor - 1] = joined
        } else {
            letters.insert(letter, at: cursor)
            cursor += 1
        }
    }

    private static func joined(_ one: Character, _ other: Character) -> Character? {
        let both = String(one) + String(other)
        return both.count == 1 ? both.first : nil
    }

    mutating func move(by steps: Int) { cursor = min(max(0, cursor + steps), letters.count) }
    mutating func moveToStart() { cursor = 0 }
    mutating func moveToEnd() { cursor = letters.count }

    mutating func deleteBackward() {
        guard cursor > 0 else { return }
        cursor -= 1
        letters.remove(at: cursor)
    }

    mutating func deleteForward() { if cursor < letters.count { letters.remove(at: cursor) } }
    mutating func deleteToEnd() { letters.removeSubrange(cursor...) }

    mutating func deleteToStart() {
        letters.removeSubrange(..<cursor)
        cursor = 0
    }

    /// Deletes the word before the cursor and the spaces behind it.
    mutating func deleteWord() {
        var start = cursor
        while start > 0, letters[start - 1] == " " { start -= 1 }
        while start > 0, letters[start - 1] != " " { start -= 1 }
        letters.removeSubrange(start..<cursor)
        cursor = start
    }

    /// The part of the line that fits into so many columns with the cursor in it, and the cursor's column there.
    func window(columns: Int) -> (text: String, cursor: Int) {
        var start = cursor
        var width = 0
        while start > 0, width + letters[start - 1].columns < columns {
            start -= 1
            width += letters[start].columns
        }
        var (end, total) = (cursor, width)
        while end < letters.count, total + letters[end].columns <= columns {
            total += letters[end].columns
            end += 1
        }
        return (String(letters[start..<end]), width)
    }
}

extension Character {
    /// Columns of a terminal that it takes: two for the wide letters of East Asia and for emoji (Unicode Standard Annex 11, in ranges).
    var columns: Int {
        guard let scalar = unicodeScalars.first else { return 0 }
        return switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F,
            0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
