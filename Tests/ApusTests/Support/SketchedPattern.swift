/// A regular expression as a test makes it: printed for the parser, and matched by following all ways at once over whole characters.
indirect enum SketchedPattern: CustomStringConvertible {
    case scalar(Unicode.Scalar)
    case any
    case oneOf([ClosedRange<Unicode.Scalar>], isInverted: Bool)
    case sequence([SketchedPattern])
    case either([SketchedPattern])
    case repeated(SketchedPattern, least: Int, most: Int?)

    static let alphabet: [Unicode.Scalar] = ["a", "b", "c", "z", "é", "ж", "中", "😀", ".", "1", "\u{7FF}", "\u{800}", "\u{FFFF}"]

    static func random(_ random: inout SeededRandom, depth: Int = 3) -> SketchedPattern {
        switch Int.random(in: 0..<(depth > 0 ? 10 : 4), using: &random) {
        case 0, 1: return .scalar(alphabet.randomElement(using: &random)!)
        case 2: return .any
        case 3:
            let ranges = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                let ends = [alphabet.randomElement(using: &random)!, alphabet.randomElement(using: &random)!].sorted()
                return ends[0]...ends[1]
            }
            return .oneOf(ranges, isInverted: Bool.random(using: &random))
        case 4...6:
            return .sequence((0..<Int.random(in: 0...4, using: &random)).map { _ in Self.random(&random, depth: depth - 1) })
        case 7: return .either((0..<Int.random(in: 2...3, using: &random)).map { _ in Self.random(&random, depth: depth - 1) })
        default:
            let least = Int.random(in: 0...2, using: &random)
            let most = Bool.random(using: &random) ? nil : least + Int.random(in: 0...2, using: &random)
            return .repeated(Self.random(&random, depth: depth - 1), least: least, most: most)
        }
    }

    static func term(_ random: inout SeededRandom, most: Int = 6) -> String {
        String(
            String.UnicodeScalarView(
                (0..<Int.random(in: 0...most, using: &random)).map { _ in alphabet.randomElement(using: &random)! }))
    }

    var description: String {
        switch self {
        case .scalar(let scalar): scalar == "." ? "\\." : String(scalar)
        case .any: "."
        case .oneOf(let ranges, let isInverted):
            (isInverted ? "[^" : "[")
                + ranges.map { $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
                .joined() + "]"
        case .sequence(let parts): "(\(parts.map(\.description).joined()))"
        case .either(let parts): "(?:\(parts.map(\.description).joined(separator: "|")))"
        case .repeated(let part, 0, nil): "(\(part))*"
        case .repeated(let part, 1, nil): "(\(part))+"
        case .repeated(let part, 0, 1): "(\(part))?"
        case .repeated(let part, let least, nil): "(\(part)){\(least),}"
        case .repeated(let part, let least, let most?): least == most ? "(\(part)){\(least)}" : "(\(part)){\(least),\(most)}"
        }
    }

    func matches(_ term: String) -> Bool {
        let scalars = Array(term.unicodeScalars)
        return ends(in: scalars, from: [0]).contains(scalars.count)
    }

    /// Where a match may end that begins at one of some places.
    private func ends(in term: [Unicode.Scalar], from starts: Set<Int>) -> Set<Int> {
        switch self {
        case .scalar(let scalar): return Set(starts.filter { $0 < term.count && term[$0] == scalar }.map { $0 + 1 })
        case .any: return Set(starts.filter { $0 < term.count }.map { $0 + 1 })
        case .oneOf(let ranges, let isInverted):
            return Set(
                starts.filter { place in place < term.count && ranges.contains { $0.contains(term[place]) } != isInverted }.map {
                    $0 + 1
                })
        case .sequence(let parts): return parts.reduce(starts) { $1.ends(in: term, from: $0) }
        case .either(let parts): return parts.reduce(into: []) { $0.formUnion($1.ends(in: term, from: starts)) }
        case .repeated(let part, let least, let most):
            var places = (0..<least).reduce(starts) { places, _ in part.ends(in: term, from: places) }
            var all = places
            for _ in 0..<(most.map { $0 - least } ?? term.count + 1) {
                places = part.ends(in: term, from: places)
                all.formUnion(places)
            }
            return all
        }
    }
}

/// Edits between two words by the whole table of Wagner and Fischer (1974), with neighbours swapped as one edit.
func editDistance(_ one: String, _ other: String) -> Int {
    let (a, b) = (Array(one.unicodeScalars), Array(other.unicodeScalars))
    var table = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count {
        for j in 0...b.count {
            if i == 0 || j == 0 {
                table[i][j] = i + j
                continue
            }
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
            }
        }
    }
    return table[a.count][b.count]
}
