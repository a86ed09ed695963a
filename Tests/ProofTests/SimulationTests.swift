import Testing

/// A few of the histories that `scripts/simulate` lives through by the thousand.
@Suite("Simulated histories")
struct SimulationTests {
    @Test("No history loses, mixes or refuses what it must not")
    func histories() throws {
        let seed = UInt64.random(in: 0..<1 << 40)
        print("SimulationTests.histories seed \(seed)")
        var figures = SimulatedFigures()
        for number: UInt64 in 0..<6 { figures += try SimulatedHistory(seed: seed + number).run().figures }
        #expect(figures.histories == 6 && figures.commits > 20 && figures.looks > 100, "\(figures)")
    }

    @Test(
        "What once broke stays whole: files were removed before the manifest without them was durable",
        arguments: [1_005_662, 1_016_146, 1_057_421, 1_058_082, 1_070_724, 1_072_388] as [UInt64])
    func leftovers(seed: UInt64) throws {
        #expect(try SimulatedHistory(seed: seed).run().figures.histories == 1)
    }

    @Test("A seed is the same history each time")
    func replay() throws {
        let (one, other) = (try SimulatedHistory(seed: 189).run(), try SimulatedHistory(seed: 189).run())
        #expect(one.digest == other.digest)
        #expect(one.figures == other.figures)
        #expect(one.figures.faults > 0 && one.figures.crashes > 0, "\(one.figures)")
        #expect(try SimulatedHistory(seed: 190).run().digest != one.digest)
    }
}
