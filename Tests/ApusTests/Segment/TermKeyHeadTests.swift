import Testing

@testable import Apus

@Suite("Heads of keys")
struct TermKeyHeadTests {
    @Test("Two heads order as their keys do, or do not say")
    func order() {
        var random = SeededRandom(seed: 21)
        let keys = (0..<200).map { _ in
            [0, 1] + (0..<Int.random(in: 0..<20, using: &random)).map { $0 < 13 ? 97 : UInt8.random(in: 0...1, using: &random) }
        }
        for one in keys {
            for other in keys {
                guard let order = TermKeyHead(one).order(to: TermKeyHead(other)) else {
                    #expect(max(one.count, other.count) > 16)
                    continue
                }
                #expect((order < 0) == one.lexicographicallyPrecedes(other))
                #expect((order == 0) == (one == other))
            }
        }
    }
}
