/// How a word that is looked for in several text fields scores.
public enum FieldCombination: Hashable, Sendable {
    /// The sum of what it scores in each field by itself.
    case sum
    /// As one word (BM25F): what it occurs in each field, by that field's length and weight, is added up before it is saturated once, and
    /// its idf is one for all of them. Fields that are not named weigh 1.
    case bm25f(weights: [String: Double])

    /// The most that a field may weigh.
    public static let greatestWeight = 1000.0

    /// BM25F in which all fields weigh the same.
    public static let bm25f = FieldCombination.bm25f(weights: [:])

    /// Reads `sum`, `bm25f`, `bm25f:title=3,body=1` as the command line and the protocol have it; nil for anything else, and for a weight
    /// that is no number from 0 to `greatestWeight`.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        switch (parts[0], parts.count) {
        case ("sum", 1): self = .sum
        case ("bm25f", 1): self = .bm25f
        case ("bm25f", _):
            guard let weights = Self.weights(parts[1]) else { return nil }
            self = .bm25f(weights: weights)
        default: return nil
        }
    }

    /// `title=3,body=1`; what stands before the last sign of a part is the name.
    private static func weights(_ text: Substring) -> [String: Double]? {
        var weights: [String: Double] = [:]
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let sign = part.lastIndex(of: "="), sign > part.startIndex,
                let weight = Double(part[part.index(after: sign)...]),
                weights.updateValue(weight, forKey: String(part[..<sign])) == nil
            else { return nil }
        }
        return weights.values.allSatisfy(isWeight) ? weights : nil
    }

    private static func isWeight(_ weight: Double) -> Bool { weight >= 0 && weight <= greatestWeight }

    /// Throws `DocumentError.parameter` for a weight that is out of bounds or no number.
    package func check() throws(DocumentError) {
        guard case .bm25f(let weights) = self else { return }
        for (name, weight) in weights.sorted(by: { $0.key < $1.key }) where !Self.isWeight(weight) {
            throw .parameter(name: "the weight of \(name)", maximum: Self.greatestWeight)
        }
    }
}

extension FieldCombination: CustomStringConvertible {
    /// As it is read, names in the order of their characters.
    public var description: String {
        switch self {
        case .sum: "sum"
        case .bm25f(let weights) where weights.isEmpty: "bm25f"
        case .bm25f(let weights):
            "bm25f:" + weights.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        }
    }
}
