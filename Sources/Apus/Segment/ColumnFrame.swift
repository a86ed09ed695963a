/// The frame of reference in which the values of a column are kept small (Goldstein, Ramakrishnan and Shaft 1998).
struct ColumnFrame {
    private(set) var count: UInt64 = 0
    private(set) var least: UInt64 = .max
    private var greatest: UInt64 = 0
    private var first: UInt64?
    /// The bits in which some value is not like the first.
    private var varying: UInt64 = 0
    private var hasOneEach = true

    mutating func add(_ value: UInt64, of document: UInt32) {
        hasOneEach = hasOneEach && UInt64(document) == count
        varying |= value ^ (first ?? value)
        first = first ?? value
        (least, greatest, count) = (min(least, value), max(greatest, value), count + 1)
    }

    /// Whether every document of the segment has exactly one value.
    func isDense(of documentCount: Int) -> Bool { hasOneEach && count == documentCount }

    /// How many of the lowest bits all values have in common; 0 when there is nothing to shift.
    var shift: Int { varying == 0 ? 0 : varying.trailingZeroBitCount }

    /// Bytes that a packed value takes.
    var width: Int {
        switch packed(greatest) {
        case 0: 0
        case ...UInt64(UInt8.max): 1
        case ...UInt64(UInt16.max): 2
        case ...UInt64(UInt32.max): 4
        default: 8
        }
    }

    func packed(_ value: UInt64) -> UInt64 { (value - least) >> UInt64(shift) }
}
