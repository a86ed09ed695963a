/// The frame of reference in which the values of a column are kept small (Goldstein, Ramakrishnan and Shaft 1998): as multiples of a unit
/// above the least.
struct ColumnFrame {
    private(set) var count: UInt64 = 0
    private(set) var least: UInt64 = .max
    private var greatest: UInt64 = 0
    private var first: UInt64?
    /// The greatest common divisor of the values' distances from the first; 0 while all are the same.
    private var divisor: UInt64 = 0
    private var hasOneEach = true

    mutating func add(_ value: UInt64, of document: UInt32) {
        hasOneEach = hasOneEach && UInt64(document) == count
        let origin = first ?? value
        first = origin
        divisor = Self.greatestCommonDivisor(max(value, origin) - min(value, origin), divisor)
        (least, greatest, count) = (min(least, value), max(greatest, value), count + 1)
    }

    /// Whether every document of the segment has exactly one value.
    func isDense(of documentCount: Int) -> Bool { hasOneEach && count == documentCount }

    /// The largest unit in which the values differ by whole numbers.
    var unit: ColumnUnit { ColumnUnit(dividing: divisor) }

    /// Bytes that a packed value takes.
    var width: Int {
        switch packed(greatest, unit) {
        case 0: 0
        case ...UInt64(UInt8.max): 1
        case ...UInt64(UInt16.max): 2
        case ...UInt64(UInt32.max): 4
        default: 8
        }
    }

    func packed(_ value: UInt64, _ unit: ColumnUnit) -> UInt64 { (value - least) / unit.size }

    private static func greatestCommonDivisor(_ number: UInt64, _ divisor: UInt64) -> UInt64 {
        var (larger, smaller) = (number, divisor)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }
}

/// What the values of a column are counted in: twos and fives, multiplied. An instant is in milliseconds, and most are of whole seconds or days;
/// a number is the bits of a Double, of which the lowest are 0 where it is small and whole.
struct ColumnUnit: Equatable {
    /// As many of each stand in an entry, a byte each.
    let twos: UInt8
    let fives: UInt8
    let size: UInt64

    /// Nil where the unit does not fit 64 bits.
    init?(twos: UInt8, fives: UInt8) {
        guard twos < 64, fives < 28 else { return nil }
        let power = (0..<fives).reduce(UInt64(1)) { power, _ in power * 5 }
        guard power <= .max >> UInt64(twos) else { return nil }
        (self.twos, self.fives, size) = (twos, fives, power << UInt64(twos))
    }

    /// The largest unit that divides a number; 1 for 0, which all do.
    init(dividing number: UInt64) {
        let twos = number == 0 ? 0 : number.trailingZeroBitCount
        var (fives, size, rest) = (UInt8(0), UInt64(1) << UInt64(twos), number >> UInt64(twos))
        while rest != 0, rest % 5 == 0 { (fives, size, rest) = (fives + 1, size * 5, rest / 5) }
        (self.twos, self.fives, self.size) = (UInt8(twos), fives, size)
    }
}
