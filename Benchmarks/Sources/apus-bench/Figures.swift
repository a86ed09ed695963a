import Glibc

/// Times and what is told of them.
enum Figures {
    /// On a clock that only goes forward.
    static func microseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }

    static func percentile(_ values: [Double], _ percent: Double) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * percent / 100))]
    }

    static func tenths(_ value: Double) -> String { String((value * 10).rounded() / 10) }

    static func printHead(_ columns: String...) {
        printRow(columns)
        print("|---" + String(repeating: "|---:", count: columns.count - 1) + "|")
    }

    static func printRow(_ cells: [String]) { print("| " + cells.joined(separator: " | ") + " |") }
}
