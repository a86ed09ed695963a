/// A table of numbers that never changes, at an address that stays for as long as this object.
package final class DoubleTable: @unchecked Sendable {
    // Written here and only read afterwards.
    package let values: UnsafePointer<Double>

    package init(count: Int, _ value: (Int) -> Double) {
        let memory = UnsafeMutablePointer<Double>.allocate(capacity: count)
        for index in 0..<count { (memory + index).initialize(to: value(index)) }
        values = UnsafePointer(memory)
    }

    deinit { values.deallocate() }
}
