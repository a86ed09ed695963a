import Testing

@testable import Apus

@Suite("Sorting and selecting while documents are reordered")
struct SortingTests {
    @Test("Things in the order of their numbers, few or many", arguments: [0, 1, 2, 10, 1000, 50_000])
    func distinct(count: Int) {
        var random = SeededRandom(seed: UInt64(count))
        var sorting = DistinctSorting(limit: 50_000)
        for _ in 0..<3 {
            let numbers = Array((0..<UInt32(50_000)).shuffled(using: &random).prefix(count))
            #expect(sorting.places(of: numbers).map { numbers[Int($0)] } == numbers.sorted())
        }
    }

    @Test("Keys are parted at any place, whatever their order", arguments: [1, 2, 31, 33, 100, 3000])
    func median(count: Int) {
        var random = SeededRandom(seed: UInt64(count))
        let ascending = (0..<UInt64(count)).map { $0 << 20 }
        let pipe = ascending.filter { $0 >> 20 % 2 == 0 } + ascending.filter { $0 >> 20 % 2 == 1 }.reversed()
        for keys in [ascending, ascending.reversed(), pipe, ascending.shuffled(using: &random)] {
            for place in [0, count / 3, count / 2, count - 1] {
                var parted = keys
                parted.withUnsafeMutableBufferPointer { MedianSelection.part($0, at: place) }
                #expect(parted.sorted() == ascending)
                #expect(parted[..<place].allSatisfy { $0 < ascending[place] })
            }
        }
    }

    @Test("Logarithms are right to the step, and never fall")
    func logarithms() {
        let logarithm = FixedLogarithm()
        #expect(logarithm[0] == 0)
        for bit in 0..<32 { #expect(logarithm[1 << UInt32(bit)] == Int32(bit << FixedLogarithm.fractionBits)) }
        #expect((logarithm[3] - 6492) == 0)
        for number in UInt32(1)..<20_000 { #expect(logarithm[number] <= logarithm[number + 1]) }
        #expect(logarithm[.max] < 32 << 12)
    }
}
