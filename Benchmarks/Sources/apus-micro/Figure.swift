/// What one operation takes.
struct Figure {
    var name: String
    var nanoseconds: Double
    /// What is done once in that time.
    var unit: String

    init(_ name: String, _ nanoseconds: Double, _ unit: String) {
        (self.name, self.nanoseconds, self.unit) = (name, nanoseconds, unit)
    }

    var row: String { "| \(name) | \(Self.text(nanoseconds)) | \(unit) |" }

    /// With so many digits that three count.
    static func text(_ number: Double) -> String {
        let scale = number < 1 ? 1000.0 : number < 10 ? 100 : number < 100 ? 10 : 1
        let rounded = (number * scale).rounded() / scale
        return scale == 1 ? String(Int(rounded)) : String(rounded)
    }
}
