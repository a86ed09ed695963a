/// How long the queries of a batch took, each by itself, and all of them from the first to the last.
struct BatchTimings {
    private let start = ContinuousClock.now
    private var microseconds: [Int64] = []
    private var slowest: (microseconds: Int64, id: String) = (-1, "")

    mutating func add(_ microseconds: Int64, of id: String) {
        self.microseconds.append(microseconds)
        if microseconds > slowest.microseconds { slowest = (microseconds, id) }
    }

    /// One line for a person: how many there were, how many a second, and how they spread.
    var sentence: String {
        let elapsed = start.duration(to: .now).components
        let seconds = max(1e-6, Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
        let count = microseconds.count
        var sentence = "\(count) queries answered in \(Self.rounded(seconds)) s, \(Int(Double(count) / seconds)) a second"
        guard count > 0 else { return sentence }
        let sorted = microseconds.sorted()
        func part(_ share: Double) -> String { Self.rounded(Double(sorted[Int(share * Double(count - 1))]) / 1000) }
        sentence += "; each took \(part(0.5)) ms (median), \(part(0.99)) ms (99th percentile), "
        return sentence + "\(part(1)) ms at most (\(Style.safe(slowest.id)))"
    }

    private static func rounded(_ number: Double) -> String { "\((number * 1000).rounded() / 1000)" }
}
