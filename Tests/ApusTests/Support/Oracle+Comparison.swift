import Foundation
import Testing

@testable import Apus

enum LogarithmBase {
    static func natural(_ value: Double) -> Double { log(value) }
}

extension Oracle {
    /// Checks a page of hits against all matches: the same documents, scores within 1e-5, the same order wherever scores differ
    /// by more than rounding, equal scores in document order.
    func expect(
        _ result: SearchResult, answers matches: [(document: Int, score: Double)], limit: Int, offset: Int = 0, _ what: String
    ) {
        let ranked = matches.sorted { ($1.score, $0.document) < ($0.score, $1.document) }
        let wanted = Array(ranked.dropFirst(offset).prefix(limit))
        guard result.hits.count == wanted.count else {
            Issue.record("\(what): \(result.hits.count) hits, \(wanted.count) expected")
            return
        }
        let scores = Dictionary(uniqueKeysWithValues: matches.map { (entries[$0.document].document.id, $0) })
        for (rank, (hit, best)) in zip(result.hits, wanted).enumerated() {
            guard let own = scores[hit.id] else {
                Issue.record("\(what): \(hit.id) does not match")
                continue
            }
            #expect(hit.rank == offset + rank + 1)
            #expect(Self.isClose(Double(hit.score), own.score, 1e-5), "\(what): \(hit.id) scores \(hit.score), not \(own.score)")
            #expect(Self.isClose(own.score, best.score, 1e-6), "\(what): \(hit.id) at \(rank + 1) instead of \(best)")
            guard rank > 0 else { continue }
            let before = result.hits[rank - 1]
            let isInOrder =
                before.score > hit.score || (before.score == hit.score && scores[before.id]!.document < own.document)
            #expect(isInOrder, "\(what): \(before.id) before \(hit.id)")
        }
    }

    private static func isClose(_ one: Double, _ other: Double, _ tolerance: Double) -> Bool {
        abs(one - other) <= tolerance * max(abs(one), abs(other), 1e-9)
    }
}
