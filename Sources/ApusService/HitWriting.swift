import Apus
import ApusWire

/// Hands the hits of a search over to be written, as many as there is time for.
package struct HitWriting {
    /// Hits that are written behind the deadline, where each takes at most so many nanoseconds.
    private static let hitsAfterDeadline = 20
    private static let quickNanoseconds = 100_000
    /// What a byte takes to be written and sent.
    private static let nanosecondsPerByte = 6
    /// Hits that show nothing but their ids between two looks at the clock.
    private static let looksEvery = 64

    private let search: SearchRequest
    private let time: RequestTime

    package init(search: SearchRequest, time: RequestTime) { (self.search, self.time) = (search, time) }

    /// How many were written. What is left out is at their end; the first one is written always, if need be without its texts.
    package func write(_ hits: [Hit], _ emit: (Record) -> Void) -> Int {
        time.keep(hits)
        guard let deadline = time.writing else {
            for hit in hits { emit(.hit(Record.Hit(hit, of: search))) }
            return hits.count
        }
        for (place, hit) in hits.enumerated() {
            var record = Record.Hit(hit, of: search)
            if isTooLate(for: hit, at: place, deadline) {
                guard place == 0 else { return place }
                (record.fields, record.passages) = ([], record.passages.map { _ in [] })
                emit(.hit(record))
                return 1
            }
            emit(.hit(record))
        }
        return hits.count
    }

    private func isTooLate(for hit: Hit, at place: Int, _ deadline: Deadline) -> Bool {
        guard search.showsDetails || place % Self.looksEvery == 0 else { return false }
        let nanoseconds = Self.bytes(of: hit) * Self.nanosecondsPerByte
        if deadline.leaves(nanoseconds) { return false }
        return place >= Self.hitsAfterDeadline || nanoseconds > Self.quickNanoseconds
    }

    /// Bytes of its texts; of its spans as many are written as there is time for.
    private static func bytes(of hit: Hit) -> Int {
        var bytes = hit.snippet?.text.utf8.count ?? 0
        for passage in hit.passages { bytes += passage.text.utf8.count + 16 * passage.spans.count }
        for field in hit.fields {
            for case .string(let text) in field.values { bytes += text.utf8.count }
        }
        return bytes
    }
}
