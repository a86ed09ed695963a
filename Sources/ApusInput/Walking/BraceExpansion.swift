/// `a.{md,txt}` stands for `a.md` and `a.txt`; braces may lie within each other, and a backslash takes a character's meaning away.
enum BraceExpansion {
    /// Expands the first pair of braces until there are none. A brace without its partner is a character.
    static func expand(_ glob: String) throws(GlobError) -> [String] {
        var finished: [String] = []
        var pending = [Array(glob.unicodeScalars)]
        while let next = pending.popLast() {
            guard finished.count + pending.count < InputLimits.globAlternatives else {
                throw .tooManyAlternatives(glob, maximum: InputLimits.globAlternatives)
            }
            if let braces = braces(in: next) {
                let head = Array(next[..<braces.open])
                let tail = Array(next[(braces.close + 1)...])
                // The first alternative is to come first, so it is put on last.
                for alternative in braces.alternatives.reversed() { pending.append(head + Array(alternative) + tail) }
            } else {
                finished.append(String(String.UnicodeScalarView(next)))
            }
        }
        return finished
    }

    private struct Braces {
        var open: Int
        var close: Int
        var alternatives: [ArraySlice<Unicode.Scalar>]
    }

    private static func braces(in glob: [Unicode.Scalar]) -> Braces? {
        var opened: [Int] = []
        var commas: [Int] = []
        var offset = 0
        while offset < glob.count {
            switch glob[offset] {
            case "\\": offset += 1
            case "{": opened.append(offset)
            case ",": if opened.count == 1 { commas.append(offset) }
            case "}":
                let open = opened.popLast()
                if let open, opened.isEmpty { return pair(open, offset, commas, glob) }
            default: break
            }
            offset += 1
        }
        return nil
    }

    private static func pair(_ open: Int, _ close: Int, _ commas: [Int], _ glob: [Unicode.Scalar]) -> Braces {
        let starts = [open + 1] + commas.map { $0 + 1 }
        let ends = commas + [close]
        return Braces(open: open, close: close, alternatives: zip(starts, ends).map { glob[$0..<$1] })
    }
}
