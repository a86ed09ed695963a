/// What is done to a block besides unpacking it: packing it, and making documents of its gaps.
enum BlockLoops {
    private static let rounds = 512

    static func figures(_ watch: inout Stopwatch) -> [Figure] {
        var random = SeededRandom(seed: 2)
        let gaps = (0..<PatchedBlock.count).map { _ in UInt32.random(in: 0..<100, using: &random) }
        let values = UnsafeMutablePointer<UInt32>.allocate(capacity: PatchedBlock.count)
        defer { values.deallocate() }
        values.initialize(from: gaps, count: gaps.count)
        let sum = watch.nanoseconds(rounds * PatchedBlock.count) {
            for _ in 0..<rounds { PrefixSum.run(values, base: values[5]) }
            return Int(values[127])
        }
        let output = ByteBuffer()
        let encode = watch.nanoseconds(rounds * PatchedBlock.count) {
            output.removeAll()
            for _ in 0..<rounds {
                values.update(from: gaps, count: gaps.count)
                PatchedBlock.encode(values, into: output)
            }
            return output.count
        }
        return [Figure("prefix sum", sum, "value"), Figure("choosing a width and packing", encode, "value")]
    }
}
