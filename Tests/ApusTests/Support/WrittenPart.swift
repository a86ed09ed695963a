import Testing

@testable import Apus

/// One part of a segment, written into memory.
struct WrittenPart {
    private let storage = MemoryStorage()
    private let finished: PartWriter.Finished

    init(_ part: SegmentPart, _ write: (PartWriter) throws -> Void) throws {
        let writer = try PartWriter(part, name: "part", in: storage)
        try write(writer)
        finished = try writer.finish(segment: 7)
    }

    func reader() throws -> PartReader { try PartReader(finished, name: "part", segment: 7, in: storage) }

    func content() throws -> [UInt8] {
        let reader = try reader()
        return withExtendedLifetime(reader) { Array(reader.content) }
    }

    /// Gives `read` this part with every byte changed in four ways, cut at every length, and with bytes behind it, each time with
    /// checksums that fit. Whatever it throws must be the engine's word for damage.
    func expectOnlyDamage(from first: Int = 0, _ read: (PartReader) throws -> Void) throws {
        let content = try content()
        for offset in content.indices.dropFirst(first) {
            for change: UInt8 in [0x01, 0x80, 0xFF, content[offset]] {
                var changed = content
                changed[offset] ^= change
                try expectDamageAtMost(changed, read)
            }
            try expectDamageAtMost(Array(content[..<offset]), read)
        }
        for count in 1...64 { try expectDamageAtMost(content + Array(repeating: UInt8(count), count: count), read) }
    }

    private func expectDamageAtMost(_ content: [UInt8], _ read: (PartReader) throws -> Void) throws {
        let changed = try WrittenPart(finished.part) { try $0.append(content) }
        do { try read(try changed.reader()) } catch {
            guard !(error is DamagedFile), !(error is CorruptBytes) else { return }
            if case .damaged? = error as? IndexError { return }
            Issue.record("\(error) is no word for damage")
        }
    }
}

/// Documents cut into segments, with which of them live: what merges are tried on.
struct MergeCase {
    /// For each segment whether each of its documents lives.
    let segments: [[Bool]]

    init(documentCount: Int, using random: inout SeededRandom) {
        var segments: [[Bool]] = []
        var left = documentCount
        while left > 0 {
            let count = Int.random(in: 1...left, using: &random)
            let dying = Int.random(in: 0...3, using: &random)
            segments.append((0..<count).map { _ in Int.random(in: 0..<10, using: &random) >= dying })
            left -= count
        }
        self.segments = segments
    }

    /// The documents of each segment as numbers in all, and how a merge renumbers them.
    var inputs: [(documents: Range<Int>, renumbering: DocumentRenumbering)] {
        var (start, first) = (0, UInt32(0))
        return segments.map { lives in
            let renumbering = DocumentRenumbering(documentCount: lives.count, first: first) { !lives[Int($0)] }
            defer { (start, first) = (start + lives.count, first + UInt32(renumbering.liveCount)) }
            return (start..<start + lives.count, renumbering)
        }
    }

    /// The documents that live, as numbers in all.
    var living: [Int] { segments.joined().enumerated().filter(\.element).map(\.offset) }
}
