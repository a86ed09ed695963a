/// Sums of values that stand side by side in a word, each as wide as the others, without a loop over them.
///
/// Neighbours are added in place, as when ones are counted in a word: to values of twice, then of four times the width, which one multiplication adds
/// up. After Warren, *Hacker's Delight* (2nd ed., 2012), 5-1. Masks and factors are constants of each width.
enum PackedSum {
    /// The greatest width that there is a sum for: of wider values a word holds too few.
    static let mostWidth = 13
    /// Values stand in the lowest bits of a word, in no more of them than this.
    static let wordBits = 56

    /// The sum of values of a width from 1 to `mostWidth`, in the lowest `wordBits`; above the last of them zeros.
    @inline(__always)
    static func of(_ word: UInt64, width: Int) -> UInt64 {
        switch width {
        case 1: BitSelection.ranks(word) &>> 56
        case 2: Fold<2>.sum(word)
        case 3: Fold<3>.sum(word)
        case 4: Fold<4>.sum(word)
        case 5: Fold<5>.sum(word)
        case 6: Fold<6>.sum(word)
        case 7: Fold<7>.sum(word)
        case 8: Fold<8>.sum(word)
        case 9: Fold<9>.sum(word)
        case 10: Fold<10>.sum(word)
        case 11: Fold<11>.sum(word)
        case 12: Fold<12>.sum(word)
        default: Fold<13>.sum(word)
        }
    }

    private enum Fold<let width: Int> {
        @inline(__always)
        static func sum(_ word: UInt64) -> UInt64 {
            let single = PackedSum.everyOther(width)
            let double = PackedSum.everyOther(2 &* width)
            let two = (word & single) &+ (word &>> UInt64(width) & single)
            let four = (two & double) &+ (two &>> UInt64(2 &* width) & double)
            let step = 4 &* width
            // The field in which all are added up: the last one that values reach into.
            let last = (PackedSum.wordBits / width &* width &- 1) / step &* step
            return (four &* PackedSum.repeated(every: step)) &>> UInt64(last) & PackedSum.ones(min(step, 64 &- last))
        }
    }

    /// `width` ones and as many zeros in turn.
    @inline(__always)
    private static func everyOther(_ width: Int) -> UInt64 { ones(width) &* repeated(every: 2 &* width) }

    /// The lowest so many bits, fewer than 64.
    @inline(__always)
    private static func ones(_ count: Int) -> UInt64 { (1 &<< UInt64(count)) &- 1 }

    /// A one at each multiple of `step`, which is below 64.
    @inline(__always)
    private static func repeated(every step: Int) -> UInt64 {
        let rest = UInt64(64 % step)
        // The quotient's ones stand as high as the word allows.
        let whole = (UInt64.max / ones(step)) &>> rest
        return rest == 0 ? whole : whole | 1 &<< (64 &- rest)
    }
}
