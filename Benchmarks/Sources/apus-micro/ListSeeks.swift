/// A cursor's way through a list: step by step, by jumps within its blocks, and by jumps from block to block.
enum ListSeeks {
    private static let documents = 64 * 1024

    static func figures(_ watch: inout Stopwatch) throws -> [Figure] {
        let packed = try SampleList(documents: documents, gap: 30, seed: 3)
        let bitsets = try SampleList(documents: documents, gap: 3, seed: 4)
        var figures: [Figure] = []
        for (name, sample, gap) in [("packed gaps", packed, 30), ("bitsets", bitsets, 3)] {
            let within = seeks(sample, step: UInt32(8 * gap), &watch)
            let across = seeks(sample, step: UInt32(1000 * gap), &watch)
            figures += [
                Figure("advance, \(name)", walk(sample, &watch), "document"),
                Figure("seek 8 documents on, \(name)", within, "seek"),
                Figure("seek 1,000 documents on, \(name)", across, "seek, with its block's unpacking"),
            ]
        }
        return figures
    }

    private static func walk(_ sample: SampleList, _ watch: inout Stopwatch) -> Double {
        let arena = SearchArena()
        return watch.nanoseconds(documents) {
            arena.reuse()
            var cursor = TermCursor(sample.list, arena: arena)
            var sum = 0
            while cursor.document != .end {
                sum &+= Int(cursor.document.rawValue)
                cursor.advance()
            }
            return sum
        }
    }

    private static func seeks(_ sample: SampleList, step: UInt32, _ watch: inout Stopwatch) -> Double {
        let arena = SearchArena()
        return watch.nanoseconds(Int(sample.lastDocument / step)) {
            arena.reuse()
            var cursor = TermCursor(sample.list, arena: arena)
            var (target, sum) = (step, 0)
            while cursor.document != .end {
                cursor.seek(DocumentID(target))
                sum &+= Int(cursor.document.rawValue)
                target &+= step
            }
            return sum
        }
    }
}
